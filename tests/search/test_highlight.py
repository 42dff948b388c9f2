"""Marks cover whole words of the original; passages are slices of it, well chosen and well cut."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import highlight
from search.analysis import tokenize
from search.highlight import PhraseGroup, TextMatcher, WordGroup, best_snippets, mark

WORDS = ["أستانة", "سوتشي", "قال", "مُحَمَّد", "الوزيـــر", "x", "2021", "ﷺ", "سوري-سوري", "«كذا»", "U.N."]
SEPARATORS = [" ", ". ", "؟ ", "\n", "، ", "! ", "", "\u200f", "..."]
news = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(SEPARATORS)), max_size=60).map(
    lambda pairs: "".join(word + separator for word, separator in pairs)
)
any_text = st.one_of(news, st.text(st.characters(), max_size=300))
some_forms = st.frozensets(st.sampled_from(["أستانة", "سوتشي", "قال", "محمد", "الوزير", "x", "2021", "صلى", "سوري"]))
some_groups = st.lists(
    st.one_of(
        some_forms.map(WordGroup),
        st.builds(PhraseGroup, st.lists(some_forms, max_size=3).map(tuple), st.sampled_from([0, 0, 1, 2, 4])),
    ),
    max_size=4,
)


def is_inside_letters(text, place):
    """Tatweel is no letter, and one character of several words (ﷺ) is no part of its neighbour."""
    around = text[max(place - 1, 0) : place + 1]
    return len(around) == 2 and around.isalnum() and not set(around) & set("ـﷺ") and 0 < place < len(text)


def word(*forms):
    return WordGroup(frozenset(forms))


def phrase(*slots, slop=0):
    forms = tuple(frozenset([slot]) if isinstance(slot, str) else frozenset(slot) for slot in slots)
    return PhraseGroup(forms, slop)


def obvious_chains(tokens, slots, slop):
    """Every tuple of tokens that fill the slots in order, none more than slop others apart, one by one."""
    if not slots:
        return []
    chains = [[token] for token in tokens if token.term in slots[0]]
    for slot in slots[1:]:
        chains = [
            [*chain, token]
            for chain in chains
            for token in tokens[chain[-1].position + 1 : chain[-1].position + slop + 2]
            if token.term in slot
        ]
    return chains


def marked(text, *groups):
    return [text[start:end] for start, end in mark(text, groups)]


def shown(text, *groups, **options):
    return [snippet.text for snippet in best_snippets(text, groups, **options)]


@pytest.mark.parametrize(
    ("text", "groups", "expected"),
    [
        ("محادثات أستانة في سوتشي", [word("أستانة", "سوتشي")], ["أستانة", "سوتشي"]),
        ("قال مُحَمَّدٌ أمس", [word("محمد")], ["مُحَمَّدٌ"]),
        ("الوزيـــر قال", [word("الوزير")], ["الوزيـــر"]),
        ("المحمدية", [word("محمد")], []),
        ("عام ٢٠٢١ م", [word("2021")], ["٢٠٢١"]),
        ("«أستانة»، أستانة", [word("أستانة")], ["أستانة", "أستانة"]),
        ("وزير الخارجية، وزير الدفاع", [phrase("وزير", "الخارجية")], ["وزير", "الخارجية"]),
        ("الخارجية وزير", [phrase("وزير", "الخارجية")], []),
        ("a a a", [phrase("a", "a")], ["a", "a", "a"]),
        ("a b a b c", [phrase("a", "b", "c")], ["a", "b", "c"]),
        ("وزير الخارجية", [phrase(("وزير", "وزيرة"), "الخارجية"), word("وزير")], ["وزير", "الخارجية"]),
        ("a x b", [phrase("a", "b", slop=1)], ["a", "b"]),
        ("a x y b", [phrase("a", "b", slop=1)], []),
        ("b x a", [phrase("a", "b", slop=5)], []),
        ("a b", [phrase("a", "b", slop=50)], ["a", "b"]),
        ("a a b b", [phrase("a", "b", slop=1)], ["a", "a", "b", "b"]),
        ("a x b x c a x x b x c", [phrase("a", "b", "c", slop=1)], ["a", "b", "c"]),
        ("a b x b x x c", [phrase("a", "b", "c", slop=2)], ["a", "b", "c"]),
        ("a b x x c b c", [phrase("a", "b", "c", slop=1)], []),
        ("a a", [phrase("a", "a", slop=3)], ["a", "a"]),
        ("a", [phrase("a", "a", slop=3)], []),
        ("a x b", [phrase(("a", "x"), ("x", "b"), slop=1)], ["a", "x", "b"]),
        ("a x ﷺ", [phrase("a", "وسلم", slop=4)], ["a", "ﷺ"]),
        ("a x ﷺ", [phrase("a", "وسلم", slop=3)], []),
        ("a x b", [phrase("a", slop=3)], ["a"]),
        ("a b", [], []),
        ("a b", [word(), phrase(), phrase("a", ())], []),
        ("", [word("a")], []),
    ],
)
def test_whole_words_of_the_original_are_marked_and_phrases_where_complete(text, groups, expected):
    assert expected == marked(text, *groups)


STORY = (
    "اجتمع الوفد في أستانة أمس. وقال إن المفاوضات مستمرة! هل تنجح؟ لا أحد يعرف.\n"
    "ثم سافر الوفد إلى سوتشي حيث التقى وزير الخارجية. وبعد ذلك عاد من سوتشي إلى أستانة. انتهى الخبر."
)


def test_the_passage_with_most_words_of_the_query_comes_before_nearer_and_earlier_ones():
    assert shown(STORY, word("أستانة"), word("سوتشي"), count=1, max_chars=50) == [
        "وبعد ذلك عاد من سوتشي إلى أستانة. انتهى الخبر."
    ]


def test_among_equals_the_nearest_words_win_then_the_earliest():
    text = "a q q q b. z z z. a b. y y y. a b."
    assert shown(text, word("a"), word("b"), count=1, max_chars=9) == ["a b."]
    assert shown("x a. y a.", word("a"), count=1, max_chars=4) == ["x a."]


def test_later_passages_show_what_the_first_did_not():
    text = "a b. " + "z " * 40 + "a b. " + "z " * 40 + "c."
    assert shown(text, word("a"), word("b"), word("c"), count=2, max_chars=10) == ["a b.", "z z z z c."]


def test_passages_are_whole_sentences_where_they_fit():
    assert shown(STORY, word("المفاوضات"), max_chars=40) == ["وقال إن المفاوضات مستمرة! هل تنجح؟"]


def test_a_point_inside_a_number_or_name_ends_no_sentence():
    assert shown("z z z. قال x.y 3.5 مليون. z z z.", word("مليون"), max_chars=20) == ["قال x.y 3.5 مليون."]


def test_a_long_sentence_is_cut_between_words():
    text = "كلمة " * 100 + "أستانة " + "أخرى " * 100
    (snippet,) = best_snippets(text, [word("أستانة")], max_chars=60)
    assert snippet.text.split()[0] == "كلمة"
    assert snippet.text.split()[-1] == "أخرى"
    assert 50 <= len(snippet.text) <= 60


def test_passages_stand_in_the_order_of_the_text_with_their_own_marks():
    snippets = best_snippets(STORY, [word("أستانة"), word("سوتشي")], max_chars=50)
    places = [STORY.index(snippet.text) for snippet in snippets]
    assert sorted(places) == places
    for snippet in snippets:
        assert {snippet.text[start:end] for start, end in snippet.marks} <= {"أستانة", "سوتشي"}
        assert snippet.marks


def test_without_an_answer_the_beginning_is_shown():
    assert shown("  " + STORY, word("zz"), max_chars=60) == ["اجتمع الوفد في أستانة أمس. وقال إن المفاوضات مستمرة!"]
    assert shown("  كلمة", max_chars=60) == ["كلمة"]


@pytest.mark.parametrize("text", ["", " ", "\n\u00a0\n"])
def test_of_nothing_nothing_is_shown(text):
    assert shown(text, word("a")) == []


def test_no_passage_is_asked_for():
    assert shown(STORY, word("أستانة"), count=0) == []


def test_a_word_longer_than_a_passage_is_cut_before_no_mark():
    text = "مَ" * 500
    (snippet,) = best_snippets(text, [word("م" * 500)], max_chars=99)
    assert text.startswith(snippet.text)
    assert len(snippet.text) == 98
    assert snippet.marks == ()


def test_a_matcher_serves_many_texts_and_says_where_they_are():
    matcher = TextMatcher([word("أستانة")])
    (caption,) = matcher.best_snippets("صورة من أستانة", where="caption")
    assert (caption.where, caption.marks) == ("caption", ((8, 14),))
    assert matcher.mark("أستانة") == ((0, 6),)


@given(any_text, some_groups)
def test_marks_are_whole_tokens_in_order_and_never_inside_a_run_of_letters(text, groups):
    marks = mark(text, groups)
    assert set(marks) <= {(token.start, token.end) for token in tokenize(text)}
    assert list(marks) == sorted(set(marks))
    for start, end in marks:
        assert not is_inside_letters(text, start)
        assert not is_inside_letters(text, end)


@given(any_text, some_groups)
def test_marks_agree_with_the_obvious_search(text, groups):
    tokens = tokenize(text)
    expected = set()
    for group in groups:
        slots, slop = ((group.forms,), 0) if isinstance(group, WordGroup) else (group.slots, group.slop)
        for chain in obvious_chains(tokens, slots, slop):
            expected.update((token.start, token.end) for token in chain)
    assert tuple(sorted(expected)) == mark(text, groups)


@given(
    st.lists(st.sampled_from("abcx"), max_size=25),
    st.lists(st.frozensets(st.sampled_from("abc"), min_size=1), min_size=2, max_size=4).map(tuple),
    st.integers(0, 6),
)
def test_words_apart_are_found_by_their_tightest_chain_to_each_last_word(letters, slots, slop):
    text = " ".join(letters)
    tokens = tokenize(text)
    tightest: dict[int, int] = {}
    marks = set()
    for chain in obvious_chains(tokens, slots, slop):
        marks.update((token.start, token.end) for token in chain)
        tightest[chain[-1].end] = max(chain[0].start, tightest.get(chain[-1].end, 0))
    found = TextMatcher([PhraseGroup(slots, slop)]).find(text)
    assert sorted(marks) == found.marks
    assert sorted((start, end, 0) for end, start in tightest.items()) == found.occurrences


def test_a_passage_shows_words_apart_where_they_stand_nearest():
    text = "a " + "z " * 5 + "b. " + "y " * 30 + "a z b. " + "y " * 30
    assert shown(text, phrase("a", "b", slop=5), count=1, max_chars=10) == ["y y a z b."]


def test_words_too_far_apart_for_one_passage_are_shown_in_two():
    text = "y " * 30 + "a " + "z " * 40 + "b " + "y " * 30
    first, second = best_snippets(text, [phrase("a", "b", slop=50)], max_chars=20)
    assert [first.text[start:end] for start, end in first.marks] == ["a"]
    assert [second.text[start:end] for start, end in second.marks] == ["b"]


@given(any_text, some_groups, st.integers(0, 4), st.integers(1, 60))
def test_passages_are_slices_of_the_text_in_order_apart_and_marked_right(text, groups, count, max_chars):
    marks = set(mark(text, groups))
    snippets = best_snippets(text, groups, count=count, max_chars=max_chars)
    assert len(snippets) <= count
    assert bool(snippets) == bool(text.strip() and count)
    behind = 0
    for snippet in snippets:
        assert 0 < len(snippet.text) <= max_chars
        place = text.index(snippet.text, behind)
        while not {(place + start, place + end) for start, end in snippet.marks} <= marks:
            place = text.index(snippet.text, place + 1)
        behind = place + len(snippet.text)


@given(news, st.integers(1, 60))
def test_a_text_that_answers_gives_passages_with_marks_only(text, max_chars):
    group = word("أستانة", "قال")
    snippets = best_snippets(text, [group], max_chars=max(max_chars, 12))
    assert all(snippet.marks for snippet in snippets) or not mark(text, [group])


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=80).map(" ".join), st.integers(12, 60))
def test_no_passage_begins_or_ends_inside_a_word(text, max_chars):
    words = set(text.split(" "))
    for snippet in best_snippets(text, [word("قال", "x")], max_chars=max_chars):
        assert set(snippet.text.split(" ")) <= words


@pytest.mark.parametrize("words", ["a", "ab", "abc", "aabbcc"])
def test_words_apart_take_steps_in_proportion_however_many_chains_there_are(words, monkeypatch):
    text = " ".join(words) + " "
    group = PhraseGroup((frozenset("abc"),) * 12, 50)
    steps = 0

    def counted(search):
        def look(*arguments):
            nonlocal steps
            steps += 1
            return search(*arguments)

        return look

    for name in ("bisect_left", "bisect_right"):
        monkeypatch.setattr(highlight, name, counted(getattr(highlight, name)))

    def steps_of(times):
        nonlocal steps
        steps = 0
        assert mark(text * times, [group])
        return steps

    times = 500 // len(words)
    assert 0 < steps_of(times * 10) <= 11 * steps_of(times)


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    ["خبر عادي من كلمات كثيرة لا جواب فيها ", "أستانة", "أستانة سوتشي ", "كلمة، كلمة. ", "ًًًً", "((((", "\n"],
    ids=["prose", "one word", "all answers", "sentences", "marks", "signs", "lines"],
)
def test_a_long_text_on_one_line_takes_time_in_proportion(unit):
    def seconds(text):
        begin = time.process_time()
        snippets = best_snippets(text + " أستانة", [word("أستانة"), word("سوتشي"), phrase("كلمة", "كلمة")])
        assert all(len(snippet.text) <= 240 for snippet in snippets)
        return time.process_time() - begin

    chars = 1_000_000
    small = seconds(unit * (chars // 10 // len(unit)))
    assert seconds(unit * (chars // len(unit))) < 10 * small * 3 + 1


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("قال الوزير في سوتشي", {"الوزير", "سوتشي"}),
        ("قال وزير", {"وزير"}),
        ("محادثات أستانة", set()),
        ("لا شيء", set()),
    ],
)
def test_the_words_that_answer_are_told_far_ones_only_without_nearer_and_phrases_not(text, forms):
    matcher = TextMatcher(
        [WordGroup(frozenset({"الوزير"}), frozenset({"وزير"})), word("سوتشي"), phrase("محادثات", "أستانة")]
    )
    assert matcher.find(text).forms == forms
    assert matcher.snippets_of(matcher.find(text), text) == matcher.best_snippets(text)
