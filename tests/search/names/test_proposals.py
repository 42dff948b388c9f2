"""Which merges are proposed, how sure they are, and that all of them can be applied together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.names.comparing import compare_names
from search.names.judging import LOWEST, NameValue
from search.names.name_map import Merge, NameMap
from search.names.proposals import MAX_BLOCK, propose


class Articles:
    """What the articles say: pairs that share some, how alike the rest is, and what is said of both."""

    def __init__(self, shared=(), likeness=None, said=None):
        self._shared = {frozenset(pair) for pair in shared}
        self._likeness = likeness
        self._said = said

    def shared(self, one, other):
        return int(frozenset((one, other)) in self._shared)

    def likeness(self, _one, _other):
        return self._likeness

    def said(self, _one, _other):
        return self._said


def proposed(*names: str | tuple[str, int], context=None, listed=None, kind="person"):
    values = [NameValue(*(name if isinstance(name, tuple) else (name, 1))) for name in names]
    found = propose(kind, values, context or Articles(), kind=kind, listed=listed)
    return {each.member.value: each for each in found}


def test_the_more_frequent_spelling_remains():
    found = proposed(("سيرجي لافروف", 2), ("سيرغي لافروف", 9))
    assert found["سيرجي لافروف"].canonical.value == "سيرغي لافروف"
    assert found["سيرجي لافروف"].rule == "foreign"


def test_of_two_equally_frequent_spellings_the_careful_one_remains():
    found = proposed("اسمير بيغوفيتش", "أسمير بيغوفيتش")
    assert found["اسمير بيغوفيتش"].canonical.value == "أسمير بيغوفيتش"


def test_the_well_known_spelling_remains_however_rare_it_is():
    found = proposed(("سيرجي لافروف", 9), "سيرغي لافروف", listed=lambda _: "سيرغي لافروف")
    assert found["سيرجي لافروف"].rule == "listed"


def test_two_well_known_names_are_never_one():
    assert proposed("جورج بوش", "جورج دبليو بوش", listed=lambda value: value) == {}


def test_a_spelling_is_surer_than_a_name_without_its_middle():
    found = proposed("عبدالله الحربى", "عبد الله الحربي", "زياد المقهوي", "زياد بن خليل المقهوي")
    spelling, middle = (found[name].confidence for name in ("عبدالله الحربى", "زياد المقهوي"))
    assert spelling > middle


def test_articles_that_name_both_speak_against():
    names = ("زياد المقهوي", "زياد خليل المقهوي")
    alone, together = proposed(*names), proposed(*names, context=Articles(shared=[(0, 1)]))
    assert alone
    assert not together


def test_what_stands_beside_two_names_speaks_for_or_against_them():
    names = ("زياد المقهوي", "زياد خليل المقهوي")
    like, unlike = (proposed(*names, context=Articles(likeness=share))["زياد المقهوي"] for share in (0.8, 0.0))
    assert like.confidence > unlike.confidence
    assert "much of what stands beside them is the same" in like.evidence
    assert "but little" in unlike.evidence


def test_the_office_of_two_names_speaks_for_or_against_them_and_is_told():
    names = ("زياد المقهوي", "زياد خليل المقهوي")
    same, other = (
        proposed(*names, context=Articles(said=said))["زياد المقهوي"] for said in ((0.9, "مدير الجامعة"), (0.1, ""))
    )
    assert same.confidence > other.confidence
    assert "said of both: مدير الجامعة" in same.evidence


def test_a_name_that_many_bear_is_less_sure_than_a_rare_one():
    crowd = [f"محمد {father} الغامدي" for father in ("صالح", "سعد", "ناصر", "فهد", "علي", "سالم")]
    common = proposed("محمد الغامدي", *crowd, "زياد المقهوي", "زياد خليل المقهوي")
    assert "محمد الغامدي" not in common or common["محمد الغامدي"].confidence < common["زياد المقهوي"].confidence


def test_two_people_are_not_united_through_a_short_name_that_both_may_bear():
    found = proposed(("زياد المقهوي", 5), "زياد خليل المقهوي", "زياد فهد المقهوي", context=Articles(likeness=0.9))
    assert len(found) == 1


def test_a_lone_surname_is_never_proposed():
    assert proposed("لافروف", "سيرغي لافروف") == {}


def test_every_proposal_says_why_in_a_sentence():
    for each in proposed("سيرجي لافروف", "سيرغي لافروف", context=Articles(likeness=0.3)).values():
        assert each.evidence.endswith(".")
        assert each.band in ("high", "medium", "low")


@pytest.mark.parametrize("count", [MAX_BLOCK * 4])
def test_a_block_of_any_size_is_compared_in_bounded_time(count):
    names = [f"محمد {'ابتثجحخدذر'[number % 10]}{number} الحربي" for number in range(count)]
    calls = 0

    class Counting(Articles):
        def shared(self, _one, _other):
            nonlocal calls
            calls += 1
            return 0

    proposed("محمد الحربي", *names, context=Counting())
    assert calls <= MAX_BLOCK * MAX_BLOCK


words = st.sampled_from(
    ("سيرغي", "سيرجي", "محمد", "بن", "لافروف", "لافرووف", "عبدالله", "عبد الله", "حسن", "حسين", "ناصر")
)
names = st.lists(words, min_size=1, max_size=4).map(" ".join)


@given(st.lists(st.tuples(names, st.integers(1, 9)), max_size=14, unique_by=lambda item: item[0]), st.floats(0, 1))
def test_all_proposals_can_be_applied_together_and_unite_only_names_that_fit(found, likeness):
    merges = proposed(*found, context=Articles(likeness=likeness)).values()
    assert all(each.confidence >= LOWEST for each in merges)
    assert len({each.member.value for each in merges}) == len(merges)
    shown = NameMap().with_merges(Merge("person", each.member.value, each.canonical.value) for each in merges)
    assert len(shown.merges) == len(merges)
    for canonical in set(shown.of("person").values()):
        group = (canonical, *shown.members("person", canonical))
        for one in group:
            for other in group:
                assert one == other or compare_names(one, other, "person")


@given(st.lists(st.text(max_size=30), max_size=8, unique=True), st.sampled_from(("person", "place", "source")))
def test_every_list_of_strings_has_proposals(found, kind):
    proposed(*found, kind=kind)
