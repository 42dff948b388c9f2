"""Level `folded`."""

from search.analysis import fold
from search.analysis.folded import folded_key


def test_folded_is_the_folded_spelling():
    assert folded_key("أستانة") == fold("أستانة") == "استانه"


def test_known_collision_of_a_preposition_and_a_name():
    assert folded_key("على") == folded_key("علي")
