"""Merged names mean the same on every engine: counts, filters, hits, suggestions, undoing and errors.

A new engine joins `ENGINES`: a function from an empty folder to an engine that is open for writing.
"""

from __future__ import annotations

import pytest

from search import (
    Article,
    EntityMention,
    Filter,
    ParameterValueError,
    SearchRequest,
    UnknownFieldError,
    UnknownNameError,
    open_engine,
)

ENGINES = {"local": lambda folder: open_engine(folder / "index", create=True)}

MEMBER, CANONICAL, OTHER = "سيرجي لافروف", "سيرغي لافروف", "محمد جواد ظريف"


def article(key: str, *people: str, **values) -> Article:
    entities = tuple(EntityMention("text", 0, 4, "كلام", "person", name) for name in people)
    return Article(key, f"خبر {key}", "كلام عن المحادثات", people=people, entities=entities, **values)


ARTICLES = (
    article("both", MEMBER, CANONICAL),
    article("member", MEMBER, OTHER),
    article("canonical", CANONICAL),
    article("other", OTHER),
    article("nobody"),
)


@pytest.fixture(params=ENGINES)
def engine(request, tmp_path):
    with ENGINES[request.param](tmp_path) as opened:
        opened.write(ARTICLES[:2])
        opened.commit()
        opened.write(ARTICLES[2:])
        opened.commit()
        yield opened


def people(engine, *filters: Filter) -> dict[str, int]:
    facet = engine.search(SearchRequest(filters=filters)).facets["person"]
    return {value.value: value.count for value in facet.values}


def keys(engine, text="", *filters: Filter) -> set[str]:
    return {hit.key for hit in engine.search(SearchRequest(text, filters=filters)).hits}


def test_an_article_with_both_names_counts_once(engine):
    engine.merge_names("person", CANONICAL, [MEMBER])
    assert people(engine) == {CANONICAL: 3, OTHER: 2}
    assert engine.info().details["distinct"]["person"] == 2


@pytest.mark.parametrize("name", [MEMBER, CANONICAL])
def test_either_name_selects_requires_and_excludes_all(engine, name):
    engine.merge_names("person", CANONICAL, [MEMBER])
    assert keys(engine, "", Filter("person", name)) == {"both", "member", "canonical"}
    assert keys(engine, "", Filter("person", (name, OTHER), "all")) == {"member"}
    assert keys(engine, "", Filter("person", name, "not")) == {"other", "nobody"}


def test_a_filter_by_a_merged_name_is_answered_under_the_canonical_one_and_told(engine):
    engine.merge_names("person", CANONICAL, [MEMBER])
    results = engine.search(SearchRequest(filters=(Filter("person", MEMBER),)))
    assert [(value.value, value.count) for value in results.facets["person"].values if value.selected] == [
        (CANONICAL, 3)
    ]
    assert [notice.code for notice in results.notices] == ["name_merged"]
    assert MEMBER in results.notices[0].message_ar


def test_a_query_for_persons_finds_them_by_the_words_of_either_name(engine):
    engine.merge_names("person", OTHER, [MEMBER])
    assert keys(engine, "شخص:سيرجي") == {"both", "member", "other"}
    assert keys(engine, "شخص:ظريف") == {"both", "member", "other"}


def test_hits_and_articles_show_the_canonical_name_once(engine):
    engine.merge_names("person", CANONICAL, [MEMBER])
    assert engine.get("both").people == (CANONICAL,)
    assert {mention.name for mention in engine.get("both").entities} == {CANONICAL}
    assert {mention.text for mention in engine.get("both").entities} == {"كلام"}
    hits = engine.search(SearchRequest(filters=(Filter("person", OTHER),))).hits
    assert {hit.key: hit.article.people for hit in hits}["member"] == (CANONICAL, OTHER)
    assert {each.key: each.people for each in engine.scan(SearchRequest())}["member"] == (CANONICAL, OTHER)


def test_suggestions_and_searching_inside_a_facet_find_the_canonical_name_by_the_other(engine):
    engine.merge_names("person", CANONICAL, [MEMBER])
    found = [(each.text, each.count) for each in engine.suggest("سيرجي") if each.kind == "person"]
    assert found == [(CANONICAL, 3)]
    inside = engine.facet_values("person", SearchRequest(), "سيرجي")
    assert [(value.value, value.count) for value in inside.values] == [(CANONICAL, 3)]


def test_undoing_restores_everything(engine):
    before = people(engine)
    engine.merge_names("person", CANONICAL, [MEMBER])
    undone = engine.undo_names("person", MEMBER)
    assert [(merge.value, merge.canonical) for merge in undone] == [(MEMBER, CANONICAL)]
    assert people(engine) == before
    assert engine.get("both").people == (MEMBER, CANONICAL)
    assert not engine.names()


def test_articles_written_later_are_merged_too(engine):
    engine.merge_names("person", CANONICAL, [MEMBER])
    engine.write([article("late", MEMBER)])
    engine.commit()
    assert people(engine)[CANONICAL] == 4
    assert "late" in keys(engine, "", Filter("person", CANONICAL))


def test_a_merge_outlives_the_deletion_and_replacement_of_articles(engine):
    engine.merge_names("person", CANONICAL, [MEMBER])
    engine.delete(["member"])
    engine.write([article("canonical", MEMBER)])
    engine.commit()
    assert people(engine) == {CANONICAL: 2, OTHER: 1}


def test_names_are_listed_with_the_variants_they_were_made_of(engine):
    engine.merge_names("person", CANONICAL, [MEMBER], "المرجع: الوزارة")
    first, second = engine.list_names("person")
    assert (first.value, first.count) == (CANONICAL, 3)
    assert [(each.value, each.count) for each in first.variants] == [(CANONICAL, 2), (MEMBER, 2)]
    assert (second.value, second.variants) == (OTHER, ())
    assert [entry.value for entry in engine.list_names("person", "سيرجي")] == [CANONICAL]


def test_spellings_are_proposed_with_evidence_and_can_be_accepted(engine):
    engine.delete(["both"])
    engine.commit()
    (proposal,) = engine.propose_names("person")
    assert {proposal.canonical.value, proposal.member.value} == {CANONICAL, MEMBER}
    assert proposal.evidence
    (merge,) = engine.accept_names([proposal])
    assert merge.since
    assert str(round(proposal.confidence, 2)) in merge.evidence
    assert engine.propose_names("person") == []


def test_two_well_known_names_are_never_proposed(engine):
    assert engine.propose_names("person", listed={MEMBER: "أ", CANONICAL: "ب"}.get) == []


def test_a_value_that_no_article_has_is_named_with_those_like_it(engine):
    with pytest.raises(UnknownNameError) as error:
        engine.merge_names("person", CANONICAL, ["سرغي لافروف"])
    assert error.value.near
    assert "سرغي لافروف" in error.value.message
    assert "سرغي لافروف" in error.value.message_ar


def test_undoing_what_was_never_merged_is_an_error(engine):
    with pytest.raises(UnknownNameError):
        engine.undo_names("person", CANONICAL)


@pytest.mark.parametrize("members", [[], [CANONICAL]])
def test_one_name_alone_cannot_be_merged(engine, members):
    with pytest.raises(ParameterValueError):
        engine.merge_names("person", CANONICAL, members)


def test_only_facets_of_values_have_names(engine):
    for ask in (engine.list_names, engine.propose_names, lambda field: engine.undo_names(field, MEMBER)):
        with pytest.raises(UnknownFieldError):
            ask("date")


def test_a_cursor_fits_the_request_by_either_name(engine):
    engine.merge_names("person", CANONICAL, [MEMBER])
    pages = [engine.search(SearchRequest(size=2, filters=(Filter("person", first),))) for first in (MEMBER, CANONICAL)]
    assert pages[0].next == pages[1].next
    for name in (MEMBER, CANONICAL):
        rest = engine.search(SearchRequest(size=2, filters=(Filter("person", name),), after=pages[0].next))
        assert len(rest.hits) == 1
