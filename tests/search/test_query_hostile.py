"""No query, however meant, leaves the parser with an exception or loses its tree in printing."""

from __future__ import annotations

import itertools

import pytest

from benches.hostile import LONG, check_parsing, hostile_queries
from tests.effort import scaled


@pytest.mark.parametrize("seed", range(4))
def test_hostile_queries_are_read_printed_and_read_again(seed):
    for query in itertools.islice(hostile_queries(seed, longest=800), scaled(250)):
        check_parsing(query)


def test_hostile_queries_of_ten_thousand_characters_are_too():
    found = (query for query in hostile_queries(0) if len(query) == LONG)
    for query in itertools.islice(found, 10):
        check_parsing(query)
