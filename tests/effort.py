"""How many cases a test tries: few in the profile "dev", which `make test` uses, many in "ci" and "nightly"."""

from __future__ import annotations

from hypothesis import settings


def scaled(number: int) -> int:
    """Return a number of cases: this one in the profile "dev", in the other profiles as much more as examples are."""
    return number * settings().max_examples // settings.get_profile("dev").max_examples
