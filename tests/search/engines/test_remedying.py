"""Remedies: what a search that found nothing may have meant; each finds as much as it says, and none is carried out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search import Article, EntityMention, Filter, Remedy, SearchRequest, open_engine
from search.engines.local import answer, spellings
from search.engines.local.trying import MAX_TRIED


def article(number, text, person="", published="2021-01-05", **values):
    entities = ()
    if person:
        entities = (EntityMention("text", 0, len(person), "person", person, person, "test"),)
        text = f"{person} {text}"
    return Article(
        f"k{number}",
        title=f"خبر {number}",
        text=text,
        published=published,
        people=(person,) if person else (),
        entities=entities,
        **values,
    )


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    with open_engine(tmp_path_factory.mktemp("remedies") / "index", create=True) as opened:
        opened.write(
            [
                article(1, "قال إن محادثات أستانة مستمرة", "سيرغي لافروف", source="الأول"),
                article(2, "تحدث عن سوتشي وعن كتابه", "عبد الفتاح السيسي", "2021-03-01", source="الثاني"),
                article(3, "كتب الكاتب عن مكتبة", published="2019-05-01"),
                article(4, "زار أستانة أمس", "سيرغي لافروف", "2021-02-01", source="الثاني"),
            ]
        )
        opened.commit()
        opened.write([article(5, "محادثات السلام في جنيف والبي بي سي bbc", source="الأول")])
        opened.commit()
        yield opened


def remedies(engine, text, **options):
    return engine.search(SearchRequest(text, **options)).suggestions


def carried_out(request, remedy):
    """Return the request with the one change of a remedy."""
    options = {name: getattr(request, name) for name in ("match", "level", "published_from", "published_to")}
    filters = request.filters
    if remedy.kind in ("level", "match"):
        options[remedy.field] = remedy.value
    elif remedy.kind == "wider_dates":
        first, _, last = remedy.value.partition("..")
        options |= {"published_from": first or None, "published_to": last or None}
    elif remedy.kind == "without_filters":
        filters, options = (), options | {"published_from": None, "published_to": None}
    elif remedy.kind == "without_filter":
        filters = tuple(
            Filter(item.field, kept, item.op)
            for item in filters
            if (kept := tuple(value for value in item.values if (item.field, value) != (remedy.field, remedy.value)))
        )
    elif remedy.kind == "filter_value":
        filters = tuple(
            Filter(remedy.field, (remedy.value,), item.op)
            if (item.field, value) == (remedy.old_field, remedy.old_value)
            else Filter(item.field, (value,), item.op)
            for item in filters
            for value in item.values
        )
    if remedy.drops_filters:
        filters, options = (), options | {"published_from": None, "published_to": None}
    return SearchRequest(remedy.text, filters=filters, **options)


@pytest.mark.parametrize(
    ("text", "kind", "meant"),
    [
        ("Hsjhkm", "keyboard", "أستانة"),
        ("Hsjhk,", "keyboard", "أستانة"),
        ("ضضؤ لالاؤ", None, None),
        ("لالاؤ", "keyboard", "bbc"),
        ("مشرقخب", "keyboard", "لافروف"),
        ("Lavrof", "latin", "لافروف"),
        ("el sisi", "latin", "السيسي"),
        ("el-sisi", "latin", "السيسي"),
        ("Sergei Lavrof", "latin", "سيرغي لافروف"),
        ("محادثاط", "spelling", "محادثات"),
        ("استنة", "spelling", "أستانة"),
    ],
)
def test_what_was_typed_otherwise_than_meant_is_offered_first(engine, text, kind, meant):
    results = engine.search(SearchRequest(text))
    assert results.total == 0
    assert results.hits == ()
    first = results.suggestions[0] if results.suggestions else None
    assert (first and first.kind, first and first.text) == (kind, meant)


REQUESTS = [
    SearchRequest('"أستانة محادثات"'),
    SearchRequest("=محادثة أستانة", match="all"),
    SearchRequest("المكتبات", level="exact"),
    SearchRequest("سوتشي جنيف", match="all"),
    SearchRequest("سوتشي", filters=(Filter("person", ("سيرغي لافروف",)),)),
    SearchRequest("سوتشي", filters=(Filter("person", ("سيرغي لافروف",)), Filter("source", ("الأول",)))),
    SearchRequest("جنيف", filters=(Filter("source", ("الأول",), "not"),)),
    SearchRequest("سوتشي", published_from="2020-01", published_to="2020-02"),
    SearchRequest("سوتشي", published_from="2021-03-02", published_to="2021-03-03"),
    SearchRequest("محادثاط سوتشي"),
    SearchRequest("Hsjhkm", filters=(Filter("source", ("الأول",)),)),
    SearchRequest("", filters=(Filter("source", ("الثالث",)),)),
    SearchRequest("", filters=(Filter("person", ("لافروف", "السيسي")),)),
    SearchRequest("", filters=(Filter("person", ("سيرجي لافروف",), "all"), Filter("person", ("سيرجي لافروف",)))),
    SearchRequest("أستانة", filters=(Filter("person", ("Lavrov",)), Filter("source", ("الأول",), "not"))),
    SearchRequest("", filters=(Filter("organisation", ("سيرغي لافروف",)),)),
    SearchRequest("", filters=(Filter("person", ("السيسي",), "not"),)),
    SearchRequest("أستانة", filters=(Filter("person", ("لافروف", "سيرغي لافروف")),)),
]


@pytest.mark.parametrize("request_", REQUESTS, ids=range(len(REQUESTS)))
def test_each_remedy_finds_exactly_what_it_says(engine, request_):
    found = engine.search(request_).suggestions
    assert found or request_ == REQUESTS[-1]
    for remedy in found:
        assert remedy.count == engine.search(carried_out(request_, remedy)).total > 0


@pytest.mark.parametrize(
    ("request_", "remedy"),
    [
        (REQUESTS[0], ("words", "", "")),
        (REQUESTS[2], ("level", "level", "stem")),
        (REQUESTS[3], ("match", "match", "any")),
        (REQUESTS[4], ("without_filter", "person", "سيرغي لافروف")),
        (REQUESTS[5], ("without_filters", "", "")),
        (REQUESTS[6], ("without_filter", "source", "الأول")),
        (REQUESTS[7], ("wider_dates", "date", "2019-01-01..2021-12-31")),
        (REQUESTS[8], ("wider_dates", "date", "2021-03-01..2021-03-31")),
    ],
)
def test_what_was_asked_too_narrowly_is_offered_wider(engine, request_, remedy):
    kinds = [(each.kind, each.field, each.value if each.field else "") for each in engine.search(request_).suggestions]
    assert remedy in kinds


NOWHERE = {"filters": (Filter("source", ("الأول",)),), "published_from": "1990", "published_to": "1990"}


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("Hsjhkm", Remedy("keyboard", "أستانة", 2, "", "Hsjhkm → أستانة", drops_filters=True)),
        ("Lavrof", Remedy("latin", "لافروف", 2, "", "Lavrof → لافروف", drops_filters=True)),
        ("محادثاط", Remedy("spelling", "محادثات", 2, "", "محادثاط → محادثات", drops_filters=True)),
        ("محادثاط أستانة", Remedy("spelling", "محادثات أستانة", 1, "", "محادثاط → محادثات", drops_filters=True)),
    ],
)
def test_a_corrected_text_that_finds_nothing_under_the_filters_is_offered_without_them(engine, text, remedy):
    request = SearchRequest(text, **NOWHERE)
    found = engine.search(request)
    assert found.total == 0
    assert found.suggestions[0] == remedy
    assert engine.search(carried_out(request, remedy)).total == remedy.count


def test_filters_stay_where_the_corrected_text_finds_something_under_them(engine):
    found = remedies(engine, "Hsjhkm", filters=(Filter("source", ("الأول",)),))
    assert not any(each.drops_filters for each in found)


def test_a_text_that_finds_something_without_the_filters_is_not_corrected(engine):
    assert not any(each.drops_filters for each in remedies(engine, "أستانة", **NOWHERE))


@pytest.mark.parametrize(
    ("field", "value", "op", "expected"),
    [
        ("person", "عبدالفتاح السيسي", "any", [("person", "عبد الفتاح السيسي", 1)]),
        ("person", "لافروف", "all", [("person", "سيرغي لافروف", 2)]),
        ("person", "Lavrov", "any", [("person", "سيرغي لافروف", 2)]),
        ("person", "لافروف", "not", [("person", "سيرغي لافروف", 3)]),
        ("place", "سيرغي لافروف", "any", [("person", "سيرغي لافروف", 2)]),
        ("place", "سيرغي لافروف", "not", [("person", "سيرغي لافروف", 3)]),
        ("person", "ظظظظ", "any", []),
        ("person", "سيرغي لافروف", "any", []),
    ],
)
def test_a_filter_by_a_value_that_the_archive_has_not_is_offered_with_one_that_it_has(
    engine, field, value, op, expected
):
    found = remedies(engine, "", filters=(Filter(field, (value,), op),))
    mended = [each for each in found if each.kind == "filter_value"]
    assert [(each.field, each.value, each.count) for each in mended] == expected
    assert all((each.old_field, each.old_value) == (field, value) for each in mended)
    assert list(found[: len(mended)]) == mended


def test_a_value_beside_others_that_the_archive_has_is_mended_though_something_is_found(engine):
    request = SearchRequest("", filters=(Filter("person", ("لافروف", "عبد الفتاح السيسي")),))
    found = engine.search(request)
    assert found.total == 1
    assert found.suggestions == (
        Remedy("filter_value", "", 3, "person", "سيرغي لافروف", old_field="person", old_value="لافروف"),
    )


def test_values_that_mean_the_same_are_each_offered_theirs(engine):
    found = remedies(engine, "", filters=(Filter("person", ("لافروف", "سيرغى لافروڤ")),))
    mended = {each.old_value: each.value for each in found if each.kind == "filter_value"}
    assert mended == {"لافروف": "سيرغي لافروف", "سيرغى لافروڤ": "سيرغي لافروف"}


def test_a_value_that_is_chosen_already_is_not_offered_again(engine):
    found = remedies(engine, "", filters=(Filter("person", ("لافروف", "سيرغي لافروف")),))
    assert found == ()


def test_the_requests_that_are_tried_are_bounded(engine, monkeypatch):
    tried = []
    plain = answer.remedies

    def counting(request, parsed, plan, total, snapshot, count):
        return plain(request, parsed, plan, total, snapshot, lambda other: tried.append(other) or count(other))

    monkeypatch.setattr(answer, "remedies", counting)
    values = (*(f"لافروف {number}" for number in range(40)), "لافروف", "السيسي", "Lavrov")
    filters = tuple(Filter("person", values, op) for op in ("any", "all", "not"))
    engine.search(SearchRequest("Hsjhkm Lavrof", match="all", filters=filters, published_from="1990"))
    assert 0 < len(tried) <= MAX_TRIED
    assert len(set(tried)) == len(tried)


def test_one_word_can_be_left_out_and_which_is_said(engine):
    found = remedies(engine, "سوتشي جنيف", match="all")
    assert {(each.value, each.text) for each in found if each.kind == "without_word"} == {
        ("سوتشي", "جنيف"),
        ("جنيف", "سوتشي"),
    }


def test_a_search_that_finds_something_has_remedies_for_the_words_that_the_archive_lacks_alone(engine):
    assert remedies(engine, "أستانة") == ()
    assert remedies(engine, "محادثاط أستانة") == (Remedy("spelling", "محادثات أستانة", 1, "", "محادثاط → محادثات"),)


LONG = "أستانة سوتشي جنيف محادثات السلام"


@pytest.mark.parametrize(
    ("text", "options", "expected"),
    [
        ("قال محادثات أستانة مستمرة إن", {}, (Remedy("match", "قال محادثات أستانة مستمرة إن", 1, "match", "all"),)),
        ("قال محادثات أستانة مستمرة إن", {"match": "any"}, ()),
        ("قال محادثات أستانة مستمرة إن", {"filters": (Filter("source", ("الثاني",)),)}, ()),
        (LONG, {}, ()),
        ("أستانة سوتشي", {}, ()),
        ("سيرغي لافروف سيرغي لافروف سيرغي", {}, ()),
    ],
)
def test_all_words_together_are_offered_where_a_long_query_was_widened_and_they_find_less(
    engine, text, options, expected
):
    found = engine.search(SearchRequest(text, **options))
    assert found.total
    assert found.suggestions == expected
    advised = [each for each in found.notices if "match=all" in each.message or "كل الكلمات»" in each.message_ar]
    assert bool(advised) == bool(expected)


def test_all_words_together_are_counted_once_and_for_long_queries_alone(engine, monkeypatch):
    tried = []
    plain = answer.remedies

    def counting(request, parsed, plan, total, snapshot, count):
        return plain(request, parsed, plan, total, snapshot, lambda other: tried.append(other) or count(other))

    monkeypatch.setattr(answer, "remedies", counting)
    for text in ("أستانة سوتشي", "أستانة", ""):
        engine.search(SearchRequest(text))
    assert tried == []
    engine.search(SearchRequest(LONG))
    assert [each.match for each in tried] == ["all"]


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """An archive in which Iran is spelled in Arabic in forty articles and in Latin letters in two."""
    with open_engine(tmp_path_factory.mktemp("latin") / "index", create=True) as opened:
        opened.write(
            [
                *(article(number, "قالت وزارتها كلامًا", "إيران", source="الأول") for number in range(40)),
                *(article(number, "Iran, cnn and visit", source="الثاني") for number in range(40, 42)),
                *(article(number, "قناة", "كينيا") for number in range(50, 80)),
                *(article(number, "Smart", "سمارت") for number in range(80, 83)),
            ]
        )
        opened.commit()
        yield opened


@pytest.mark.parametrize(
    ("text", "options", "expected"),
    [
        ("iran", {}, (Remedy("latin", "إيران", 40, "", "iran → إيران"),)),
        ("Iran", {"filters": (Filter("source", ("الثاني",)),)}, ()),
        ("iran -وزارة", {}, ()),
        ("cnn", {}, ()),
        ("visit", {}, ()),
        ("smart", {}, ()),
        ("iran*", {}, ()),
    ],
)
def test_a_rare_latin_word_is_offered_as_the_name_that_far_more_articles_have(world, text, options, expected):
    found = world.search(SearchRequest(text, **options))
    assert found.total
    assert found.suggestions == expected


@pytest.fixture(scope="module")
def spelled(tmp_path_factory):
    """An archive with frequent names and the slips of its own writers."""
    words = {"لافروف": 30, "لافرق": 2, "بتفاوت": 30, "زيلينسكي": 300, "زلينكسي": 1, "نتنياهو": 5, "نتيناهو": 2}
    with open_engine(tmp_path_factory.mktemp("spelled") / "index", create=True) as opened:
        opened.write(
            Article(f"{word}{number}", title="", text=word) for word, times in words.items() for number in range(times)
        )
        opened.commit()
        yield opened


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("لافرف", ["لافروف", "لافرق"]),
        ("زلنسكي", ["زيلينسكي", "زلينكسي"]),
        ("نتياهو", ["نتنياهو", "نتيناهو"]),
    ],
)
def test_near_spellings_come_by_how_near_and_how_frequent_they_are(spelled, typed, expected):
    found = remedies(spelled, typed, level="folded")
    assert [each.text for each in found if each.kind == "spelling"] == expected
    assert found[0].kind == "spelling"


@pytest.mark.parametrize(("rarer", "expected"), [(100, ["زيلينسكي", "زلينكسي"]), (1000, ["زلينكسي"])])
def test_a_word_farther_away_has_to_be_far_more_frequent(spelled, monkeypatch, rarer, expected):
    monkeypatch.setattr(spellings, "RARER", rarer)
    found = remedies(spelled, "زلينسي", level="folded")
    assert [each.text for each in found if each.kind == "spelling"] == expected


@pytest.mark.parametrize(
    ("filters", "english", "arabic"),
    [
        (
            [("person", "لا أحد", "not")],
            "The archive has no «لا أحد» (People): excluding that changes nothing.",
            "ليس في الأرشيف «لا أحد» (الأشخاص)، فاستبعاد ذلك لا يغيّر شيئًا.",
        ),
        (
            [("person", "لا أحد", "any"), ("person", "سيرغي لافروف", "any")],
            "The archive has no «لا أحد» (People): choosing that beside others adds nothing.",
            "ليس في الأرشيف «لا أحد» (الأشخاص)، فاختيار ذلك مع غيره لا يضيف شيئًا.",
        ),
        (
            [
                ("source", "ب", "not"),
                ("source", "ج", "not"),
                ("person", "لا أحد", "any"),
                ("person", "سيرغي لافروف", "any"),
            ],
            "The archive has no «ب» (Source) or «ج» (Source): excluding that changes nothing. "
            "The archive has no «لا أحد» (People): choosing that beside others adds nothing.",
            "ليس في الأرشيف «ب» (المصدر) ولا «ج» (المصدر)، فاستبعاد ذلك لا يغيّر شيئًا. "
            "ليس في الأرشيف «لا أحد» (الأشخاص)، فاختيار ذلك مع غيره لا يضيف شيئًا.",
        ),
        (
            [("source", each, "not") for each in "بجدهو"],
            "The archive has no «ب» (Source) or «ج» (Source) or «د» (Source): excluding that changes nothing. "
            "2 more values are not there either.",
            "ليس في الأرشيف «ب» (المصدر) ولا «ج» (المصدر) ولا «د» (المصدر)، فاستبعاد ذلك لا يغيّر شيئًا. ولا 2 غيرها.",
        ),
        ([("source", "الأول", "not")], None, None),
        ([("person", "لا أحد", "any")], None, None),
        ([("person", "لا أحد", "any"), ("person", "لا شيء", "any")], None, None),
        ([("person", "لا أحد", "all")], None, None),
    ],
)
def test_values_that_the_archive_lacks_and_that_change_nothing_are_told_in_one_notice(engine, filters, english, arabic):
    request = SearchRequest("", filters=tuple(Filter(field, (value,), op) for field, value, op in filters))
    found = [each for each in engine.search(request).notices if each.code == "idle_values"]
    assert [(each.message, each.message_ar) for each in found] == ([(english, arabic)] if english else [])


def test_further_pages_tell_of_idle_values_too(engine):
    request = SearchRequest("", filters=(Filter("person", ("لا أحد",), "not"),), size=1)
    second = engine.search(replace(request, after=engine.search(request).next))
    assert [each.code for each in second.notices] == ["idle_values"]


def test_further_pages_have_none(engine):
    first = engine.search(SearchRequest("محادثاط أستانة جنيف", size=1))
    assert engine.search(SearchRequest("محادثاط أستانة جنيف", size=1, after=first.next)).suggestions == ()


@settings(max_examples=60, deadline=None)
@given(
    st.text("abelsi أستانةخ\"()-:=*~'’,;[]\u202e\n", max_size=40)
    | st.sampled_from(["a" * 1000, "خ " * 500, '"' * 1000, "ab " * 333])
)
def test_any_query_has_remedies_that_keep_their_word(engine, text):
    request = SearchRequest(text)
    found = engine.search(request)
    assert len(found.suggestions) <= 8
    for remedy in found.suggestions:
        assert remedy.count == engine.search(carried_out(request, remedy)).total
