"""Evidence from the rest of an article: how the model reads a word where it stands a second time.

A word occurs again if both are one word, or one of them with letters attached. For each occurrence the readings of the
*others* are summed up, never its own. The same is done for pairs of neighbours, which ties long names together. Only
groups with a member that may be an entity count: where all are certainly none there is nothing to learn.
The idea is that of two-stage recognisers with non-local features (Krishnan and Manning 2006), with probabilities
in place of labels.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from indexer.extract.entities.lexicon import Cue
from indexer.extract.entities.tagger.chains import Floats
from indexer.extract.entities.words import read_form

LABELS = 9
CLASSES = 4
"""B and I of each class stand at 1 + 2 · class and 2 + 2 · class, O at 0."""

POSSIBLE = 0.02
"""Probability of being part of an entity from which a word is a candidate."""

MIN_KEY = 3
WIDTH = LABELS + CLASSES + 2
"""Columns for one kind of group: mean of each label, largest probability of each class, number, presence."""

COLUMNS = 5 * WIDTH
"""Columns of `find_evidence`: the word, the pair it begins, the pair it ends, the word before, the word behind."""

Pairs = tuple[list[int], list[int]]
"""Token numbers and the numbers of the groups they belong to, in parallel."""


@lru_cache(maxsize=100_000)
def keys_of(form: str) -> tuple[str, ...]:
    """Return the folded words that a form may stand for; none for signs, function words and very short words."""
    if not form[0].isalpha():
        return ()
    word = read_form(form)
    if len(word.key) < MIN_KEY or word.cues & Cue.STOP:
        return ()
    rests = (reading.key for reading in word.readings[1:] if len(reading.key) >= MIN_KEY)
    return tuple(dict.fromkeys((word.key, *rests)))


def find_evidence(articles: Sequence[tuple[Sequence[str], Sequence[tuple[int, int]]]], labels: Floats) -> Floats:
    """Return what the rest of the article says about each token: tokens × COLUMNS, zeros where it says nothing.

    articles: the forms and sentences of each, in the order of the rows of labels (tokens × LABELS, probabilities).
    """
    possible: list[bool] = (1 - labels[:, 0] >= POSSIBLE).tolist()
    words: Pairs = ([], [])
    firsts: Pairs = ([], [])
    seconds: Pairs = ([], [])
    base = groups = 0
    for forms, sentences in articles:
        groups = _group_article(forms, sentences, possible, base, groups, words, firsts, seconds)
        base += len(forms)
    result = np.zeros((len(labels), COLUMNS), dtype=np.float32)
    own = _sum_up(words, labels)
    result[:, :WIDTH] = own
    result[:, WIDTH : 2 * WIDTH] = _sum_up(firsts, labels)
    result[:, 2 * WIDTH : 3 * WIDTH] = _sum_up(seconds, labels)
    result[1:, 3 * WIDTH : 4 * WIDTH] = own[:-1]
    result[:-1, 4 * WIDTH :] = own[1:]
    base = 0
    for forms, sentences in articles:
        begins = np.array([first for first, _ in sentences], dtype=np.intp) + base
        ends = np.array([last - 1 for _, last in sentences], dtype=np.intp) + base
        result[begins, 3 * WIDTH : 4 * WIDTH] = 0
        result[ends, 4 * WIDTH :] = 0
        base += len(forms)
    return result


def _group_article(
    forms: Sequence[str],
    sentences: Sequence[tuple[int, int]],
    possible: Sequence[bool],
    base: int,
    groups: int,
    words: Pairs,
    firsts: Pairs,
    seconds: Pairs,
) -> int:
    """Add the groups of one article to the pairs and return the number of groups so far."""
    keys = [keys_of(form) for form in forms]
    wanted = {key for number, of in enumerate(keys) if of and possible[base + number] for key in of}
    if not wanted:
        return groups
    numbers = {key: groups + number for number, key in enumerate(sorted(wanted))}
    groups += len(numbers)
    pairs: dict[tuple[str, str], int] = {}
    for begin, end in sentences:
        for number in range(begin, end):
            own = keys[number]
            for key in own:
                group = numbers.get(key)
                if group is not None:
                    words[0].append(base + number)
                    words[1].append(group)
            after = keys[number + 1] if own and number + 1 < end else ()
            if after and (possible[base + number] or possible[base + number + 1]):
                for key in own:
                    pairs.setdefault((key, after[0]), len(pairs))
    if pairs:
        _add_pairs(keys, sentences, pairs, base, groups, firsts, seconds)
    return groups + len(pairs)


def _add_pairs(
    keys: Sequence[tuple[str, ...]],
    sentences: Sequence[tuple[int, int]],
    pairs: dict[tuple[str, str], int],
    base: int,
    groups: int,
    firsts: Pairs,
    seconds: Pairs,
) -> None:
    """Add every occurrence of the wanted pairs of neighbours, one entry for its first word and one for its second."""
    for begin, end in sentences:
        for number in range(begin, end - 1):
            after = keys[number + 1]
            if not after:
                continue
            for key in keys[number]:
                group = pairs.get((key, after[0]))
                if group is not None:
                    firsts[0].append(base + number)
                    firsts[1].append(groups + group)
                    seconds[0].append(base + number + 1)
                    seconds[1].append(groups + group)


def _sum_up(pairs: Pairs, labels: Floats) -> Floats:
    """Return for each token what the other members of its groups are: tokens × WIDTH."""
    result = np.zeros((len(labels), WIDTH), dtype=np.float32)
    tokens, groups = np.array(pairs[0], dtype=np.intp), np.array(pairs[1], dtype=np.intp)
    if not len(tokens):
        return result
    tokens, groups = _of_several(tokens, groups)
    if not len(tokens):
        return result
    order = np.argsort(groups, kind="stable")
    tokens, groups = tokens[order], groups[order]
    begins = np.flatnonzero(np.concatenate(([True], groups[1:] != groups[:-1])))
    counts = np.diff(np.append(begins, len(groups)))
    member = np.repeat(np.arange(len(begins)), counts)
    own = labels[tokens]
    others = np.add.reduceat(own, begins, axis=0)[member] - own
    classes = own[:, 1::2] + own[:, 2::2]
    strongest = _strongest_of_others(classes, begins, member)
    order = np.argsort(tokens, kind="stable")
    starts = np.flatnonzero(np.concatenate(([True], np.diff(tokens[order]) != 0)))
    rows = tokens[order][starts]
    number = np.add.reduceat((counts[member] - 1)[order], starts).astype(np.float32)
    mean = np.add.reduceat(others[order], starts, axis=0) / number[:, None]
    result[rows, :LABELS] = mean
    result[rows, LABELS:-2] = np.maximum.reduceat(strongest[order], starts, axis=0)
    result[rows, -2] = np.log1p(number) / 2 * (1 - mean[:, 0])
    result[rows, -1] = 1
    return result


def _of_several(
    tokens: npt.NDArray[np.intp], groups: npt.NDArray[np.intp]
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Return the entries of groups that have two members or more."""
    several = np.bincount(groups)[groups] > 1
    return tokens[several], groups[several]


def _strongest_of_others(classes: Floats, begins: npt.NDArray[np.intp], member: npt.NDArray[np.intp]) -> Floats:
    """Return for each entry the largest probability of each class among the other entries of its group."""
    largest = np.maximum.reduceat(classes, begins, axis=0)
    is_largest = classes >= largest[member]
    # Where two share the largest value the second is as large; else it is the largest of what remains.
    shared = np.add.reduceat(is_largest, begins, axis=0) > 1
    rest = np.where(is_largest & ~shared[member], -1, classes)
    second = np.maximum(np.maximum.reduceat(rest, begins, axis=0), 0)
    strongest: Floats = np.where(is_largest & ~shared[member], second[member], largest[member])
    return strongest.astype(np.float32)
