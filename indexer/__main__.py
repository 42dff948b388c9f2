"""`python -m indexer SOURCE…` is `fihris index SOURCE…`; nothing of the web application is loaded."""

from __future__ import annotations

import sys

from fihris import main

if __name__ == "__main__":
    main(["index", *sys.argv[1:]], prog_name="python -m indexer")
