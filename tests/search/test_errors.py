"""Errors say what was wrong and what is possible, in words that a reader of a page understands."""

from __future__ import annotations

import pytest

from search import ParameterValueError, SearchRequest


@pytest.mark.parametrize(
    ("options", "english", "arabic"),
    [
        (
            {"sort": "foo"},
            "The value 'foo' is not an order we have (sort). Possible: relevance or newest or oldest.",
            "القيمة «foo» ليست ترتيبًا لدينا (sort). "
            "الممكن: relevance (الأوثق صلة) أو newest (الأحدث) أو oldest (الأقدم).",
        ),
        (
            {"size": 101},
            "The value '101' is not a number of results that a page can have (size). "
            "Possible: a whole number from 0 to 100.",
            "القيمة «101» ليست عدد نتائج تتسع له الصفحة (size). الممكن: عدد صحيح من 0 إلى 100.",
        ),
        (
            {"published_from": "2022", "published_to": "2021"},
            "The value '2021-12-31' is not a date we can use (to). Possible: a day not before 2022-01-01.",
            "القيمة «2021-12-31» ليست تاريخًا صالحًا (to). الممكن: يوم لا يسبق 2022-01-01.",
        ),
    ],
)
def test_an_impossible_value_is_said_in_a_sentence_with_what_is_possible(options, english, arabic):
    with pytest.raises(ParameterValueError) as caught:
        SearchRequest("أستانة", **options)
    assert (caught.value.message, caught.value.message_ar) == (english, arabic)
    assert caught.value.code == "invalid_value"


@pytest.mark.parametrize("name", ["match", "level", "sort", "collapse"])
def test_every_choice_has_an_arabic_name(name):
    with pytest.raises(ParameterValueError, match=name) as caught:
        SearchRequest(**{name: "foo"})
    assert caught.value.message_ar.count("(") > 1


def test_a_parameter_without_a_name_of_its_own_is_said_plainly():
    error = ParameterValueError("scale", "x", "count or share", "count أو share")
    assert error.message == "The value 'x' is not a value we can use here (scale). Possible: count or share."
    assert error.message_ar == "القيمة «x» ليست قيمة صالحة هنا (scale). الممكن: count أو share."
