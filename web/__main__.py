"""`python -m web`: serve an index without the rest of the command line (and so without `/api/explain`)."""

from __future__ import annotations

import argparse
import sys

import search
from web.serve import serve


def main() -> int:
    """Serve until stopped; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m web", description="Serve a Fihris index as pages and JSON.")
    parser.add_argument("--index", default="index", help="the folder of the index (default: %(default)s)")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="the port; 0 chooses one (default: %(default)s)")
    parser.add_argument("--workers", type=int, default=2, help="processes that answer (default: %(default)s)")
    options = parser.parse_args()
    try:
        return serve(options.index, options.host, options.port, options.workers)
    except search.SearchError as error:
        print(f"Error: {error.message}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
