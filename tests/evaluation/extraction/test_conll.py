"""Annotated names: reading CoNLL lines, pairing finds with tokens, counting."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.errors import EvaluationInputError
from evaluation.extraction.conll import Sentence, annotated_names, iter_passages, read_conll
from evaluation.extraction.names import KINDS, score_names

LINES = "زار O\nولافروف B-PER\nمدينة O\nسوتشي B-LOC\n. O\n\nقال O\nسيرغي B-PER\nلافروف I-PER\n"


def sentence(*rows):
    tokens, tags = zip(*rows, strict=True)
    return Sentence(tokens, tags)


def found(text, words, kind):
    start = text.index(words)
    return SimpleNamespace(start=start, end=start + len(words), kind=kind)


def test_sentences_are_parted_by_blank_lines(tmp_path):
    path = tmp_path / "names.conll"
    path.write_text(LINES, encoding="utf-8")
    first, second = read_conll(path)
    assert first.tokens == ("زار", "ولافروف", "مدينة", "سوتشي", ".")
    assert second.tags == ("O", "B-PER", "I-PER")
    assert annotated_names([first, second]) == {(0, 1, 1, "PER"), (0, 3, 3, "LOC"), (1, 1, 2, "PER")}


def test_an_inner_tag_that_continues_nothing_begins_a_name():
    tags = sentence(("أ", "I-PER"), ("ب", "I-LOC"), ("ج", "I-LOC"), ("د", "B-LOC"))
    assert annotated_names([tags]) == {(0, 0, 0, "PER"), (0, 1, 2, "LOC"), (0, 3, 3, "LOC")}


def test_classes_that_are_not_asked_for_do_not_count():
    assert annotated_names([sentence(("أ", "B-MISC"))]) == set()


@pytest.mark.parametrize("line", ["كلمة", "كلمة X-PER", "B-PER", "كلمة B-"])
def test_a_line_that_is_no_token_with_a_tag_is_named(tmp_path, line):
    path = tmp_path / "names.conll"
    path.write_text(f"زار O\n{line}\n", encoding="utf-8")
    with pytest.raises(EvaluationInputError, match="line 2: a token"):
        read_conll(path)


def test_a_find_counts_for_the_tokens_that_it_touches():
    text = sentence(("زار", "O"), ("ولافروف", "B-PER"), ("مدينة", "O"), ("سوتشي", "B-LOC"))
    scores = score_names([text], lambda text: [found(text, "لافروف", "person"), found(text, "سوتشي", "place")])
    assert (scores.total.right, scores.total.found, scores.total.annotated) == (2, 2, 2)
    assert scores.disagreements == ()


def test_every_difference_is_told_once_with_its_kind():
    text = sentence(("زار", "O"), ("لافروف", "B-PER"), ("سوتشي", "B-LOC"), ("أمس", "O"))
    finds = [("لافروف", "place"), ("أمس", "organisation")]
    scores = score_names([text], lambda text: [found(text, *find) for find in finds])
    assert sorted((each.kind, each.about) for each in scores.disagreements) == [
        ("class", "PER لافروف as LOC"),
        ("missed", "LOC سوتشي"),
        ("spurious", "ORG أمس"),
    ]
    assert (scores.total.precision, scores.total.recall, scores.total.f1) == (0.0, 0.0, 0.0)


def test_a_find_over_the_end_of_a_sentence_is_wrong():
    sentences = [sentence(("زار", "O"), ("لافروف", "B-PER")), sentence(("سيرغي", "O"))]
    scores = score_names(sentences, lambda text: [found(text, "لافروف\nسيرغي", "person")])
    assert (scores.total.right, scores.total.found) == (0, 1)


TOKENS = st.text("أبتسو.", min_size=1, max_size=6)
TAGS = st.sampled_from(["O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG", "B-MISC", "I-MISC"])
SENTENCES = st.lists(st.lists(st.tuples(TOKENS, TAGS), min_size=1, max_size=9).map(lambda rows: sentence(*rows)))


@given(SENTENCES, st.integers(1, 4))
def test_passages_hold_every_token_where_they_say(sentences, size):
    seen = []
    for passage in iter_passages(sentences, size):
        for start, end, number, index in passage.tokens:
            assert passage.text[start:end] == sentences[number].tokens[index]
            seen.append((number, index))
    assert seen == [(n, i) for n, one in enumerate(sentences) for i in range(len(one.tokens))]


@given(SENTENCES)
def test_who_finds_what_is_annotated_scores_a_hundred(sentences):
    names = annotated_names(sentences)
    kinds = {kind: name for name, kind in KINDS.items()}
    passages = iter(list(iter_passages(sentences)))

    def find(_text):
        places = {token[2:]: token[:2] for token in next(passages).tokens}
        return [
            SimpleNamespace(start=places[number, first][0], end=places[number, last][1], kind=kinds[kind])
            for number, first, last, kind in names
            if (number, first) in places
        ]

    scores = score_names(sentences, find)
    assert scores.total.right == scores.total.found == scores.total.annotated == len(names)
    assert scores.disagreements == ()
