"""The model at work: the same whether articles come alone or together, remembered or not, in bounded memory."""

from __future__ import annotations

import numpy as np
import pytest

from indexer.extract.entities import find_article_entities, find_article_entities_of_many
from indexer.extract.entities.tagger import tagger as module
from indexer.extract.entities.tagger.chains import marginals
from indexer.extract.entities.tagger.features import BEGIN, END, form_features
from indexer.extract.entities.tagger.tagger import Tagger, form_vector
from indexer.extract.entities.tagger.tokens import read_tokens
from indexer.extract.entities.tagger.weights import LABELS, PLACES, REACH
from indexer.extract.entities.tagger.windows import Part, Window
from indexer.extract.entities.trained import load_tagger
from indexer.extract.entities.words import read_words

ARTICLES = [
    ("لافروف في طهران", "وصل وزير الخارجية الروسي سيرغي لافروف إلى طهران. وقال لافروف إن موسكو ترحب.", ()),
    ("", "أعلن البنك المركزي المصري رفع الفائدة، وقال محافظه طارق عامر إن القرار مؤقت.", ()),
    ("نادي الهلال يفوز", "", ("لاعبو الهلال في الرياض",)),
    ("", "", ()),
]


def parts_of(*texts: str) -> list[Part]:
    tokens = [read_tokens(read_words(text)) for text in texts]
    return [Part(one.forms, one.sentences, [0] * len(one.forms)) for one in tokens]


@pytest.fixture
def tagger() -> Tagger:
    loaded = load_tagger()
    return Tagger(loaded.weights, loaded.table)


def test_scores_are_sums_over_the_features_of_five_words(tagger):
    (part,) = parts_of("وصل سيرغي لافروف إلى موسكو أمس")
    window = Window([part])
    found = tagger.first_scores([part], window)
    first, weights = tagger.weights.first, tagger.weights
    forms = [BEGIN, BEGIN, *part.forms, END, END]
    for token in range(len(part.forms)):
        around = forms[token : token + PLACES]
        numbers = np.concatenate([form_vector(form, tagger.table) for form in around])
        expected = first.network.scores(numbers) + first.patterns[window.patterns[token]].sum(axis=0)
        for place, form in enumerate(around):
            for kind, names in zip(("far", "near", "own"), form_features(form, tagger.table), strict=True):
                reach = weights.tables[kind].shape[1] // 2
                for name in set(names):
                    row = weights.names[kind].get(name)
                    if row is not None and abs(place - REACH) <= reach:
                        expected = expected + weights.scale * weights.tables[kind][row, place - REACH + reach]
        np.testing.assert_allclose(found[token], expected, atol=0.05)  # rows are remembered in half precision


def test_probabilities_of_a_reading_are_probabilities(tagger):
    parts = parts_of(*(text for _, text, _ in ARTICLES[:2]))
    window = Window(parts)
    read = marginals(tagger.first_scores(parts, window), window.sentences, tagger.weights.first.transitions)
    assert read.shape == (window.tokens, len(LABELS))
    np.testing.assert_allclose(read.sum(axis=1), 1, atol=1e-3)


def test_articles_together_have_the_entities_they_have_alone():
    alone = [find_article_entities(*article) for article in ARTICLES]
    assert [[(m.text, m.name, m.kind) for m in found] for found in find_article_entities_of_many(ARTICLES)] == [
        [(m.text, m.name, m.kind) for m in found] for found in alone
    ]
    assert find_article_entities_of_many([]) == []


def test_forgetting_forms_changes_nothing(tagger, monkeypatch):
    parts = parts_of(*(text for _, text, _ in ARTICLES[:2]))
    before = tagger.read_parts(parts)
    monkeypatch.setattr(module, "MAX_FORMS", 30)
    for part in parts * 3:
        tagger.read_parts([part])
        assert len(tagger.numbers) <= 30
    after = tagger.read_parts(parts)
    np.testing.assert_array_equal(before[0], after[0])
    np.testing.assert_allclose(before[1], after[1], atol=1e-4)


def test_a_long_text_is_read_in_parts(tagger, monkeypatch):
    monkeypatch.setattr(module, "MAX_TOKENS", 50)
    tokens = read_tokens(read_words("وصل سيرغي لافروف إلى موسكو.\n" * 60))
    (reading,) = tagger.read([(tokens, [0] * len(tokens.forms))])
    assert len(reading.labels) == len(reading.sure) == len(reading.outside) == len(tokens.forms)
