"""Linear chains in NumPy: marginals (forward-backward) and the best labels (Viterbi) of many sentences in lock-step.

Sentences are laid out step by step, longest first: the first tokens of all, then the second tokens of those that
have one, and so on, so that each step is one matrix product. A token whose scores leave no label but O (`SURE`) cuts
its sentence in two, because given O the halves are independent: most sentences fall into short pieces, which makes
decoding several times faster and changes no probability by more than some thousandths.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.intp]

OUTSIDE = 0
"""The number of label O."""

SURE = 9.0
"""By how much O must lead every other label, transitions included, to be taken as certain: e^-9 is 1 in 8,000."""

FORBIDDEN = -1e4
"""Score of a transition that the labels do not allow."""


@dataclass(frozen=True, slots=True)
class Transitions:
    """Scores of a chain: start (labels), between (labels × labels, from × to), FORBIDDEN where not allowed."""

    start: Floats
    between: Floats

    @property
    def slack(self) -> float:
        """Return by how much the transitions into and out of a token can favour another label over O, at most."""
        allowed = self.between > FORBIDDEN / 2
        into = np.where(allowed[:, 1:], self.between[:, 1:] - self.between[:, :1], 0)
        both = allowed[1:] & allowed[:1]
        out = np.where(both, self.between[1:] - self.between[:1], 0)
        return float(max(into.max(), 0) + max(out.max(), 0))


@dataclass(frozen=True, slots=True)
class Layout:
    """Pieces of sentences, step by step. rows: token numbers, all first tokens, then all second ones …

    steps: (first, last) in rows of each step; a step's tokens follow on the first ones of the step before.
    opens: for each piece whether it begins its sentence (else it follows a certain O). ends: position in rows of each
    piece's last token; closes: whether a certain O follows there.
    """

    rows: Ints
    steps: list[tuple[int, int]]
    opens: npt.NDArray[np.bool_]
    ends: Ints
    closes: npt.NDArray[np.bool_]


def lay_out(sentences: npt.NDArray[np.intp], certain: npt.NDArray[np.bool_]) -> Layout:
    """Return the layout of the sentences, (first, last) rows of an array, without the tokens that are certain."""
    tokens = len(certain)
    begins = np.zeros(tokens + 1, dtype=bool)
    begins[sentences[:, 0]] = True
    begins[sentences[:, 1]] = True
    free = ~certain
    before = np.empty(tokens, dtype=bool)
    before[:1] = False
    before[1:] = free[:-1]
    after = np.empty(tokens, dtype=bool)
    after[-1:] = False
    after[:-1] = free[1:]
    firsts = np.flatnonzero(free & (begins[:-1] | ~before))
    lasts = np.flatnonzero(free & (begins[1:] | ~after))
    lengths = lasts - firsts + 1
    order = np.argsort(-lengths, kind="stable")
    firsts, lasts, lengths = firsts[order], lasts[order], lengths[order]
    longest = int(lengths[0]) if len(lengths) else 0
    # active[t]: how many pieces have a token t.
    active = np.searchsorted(-lengths, -np.arange(1, longest + 1), side="right")
    bounds = np.concatenate(([0], np.cumsum(active)))
    rows = np.concatenate([firsts[:count] + step for step, count in enumerate(active)]) if longest else firsts
    steps = list(pairwise(bounds.tolist()))
    ends = bounds[lengths - 1] + np.arange(len(lengths)) if longest else firsts
    return Layout(rows, steps, begins[firsts], ends, ~begins[lasts + 1])


def certain_outside(scores: Floats, transitions: Transitions) -> npt.NDArray[np.bool_]:
    """Return for each token whether O leads every other label by more than transitions could make up for."""
    certain: npt.NDArray[np.bool_] = scores[:, OUTSIDE] - scores[:, 1:].max(axis=1) > SURE + transitions.slack
    return certain


def _prepare(scores: Floats, layout: Layout, transitions: Transitions) -> tuple[Floats, Floats]:
    """Return the scores in the order of the layout with what follows a piece, and the start scores of the pieces."""
    laid: Floats = scores[layout.rows]
    closing = layout.ends[layout.closes]
    laid[closing] += transitions.between[:, OUTSIDE]
    start = np.where(layout.opens[:, None], transitions.start, transitions.between[OUTSIDE])
    return laid, start.astype(np.float32)


def marginals(scores: Floats, sentences: npt.NDArray[np.intp], transitions: Transitions) -> Floats:
    """Return the probability of each label at each token: tokens × labels, float32."""
    certain = certain_outside(scores, transitions)
    layout = lay_out(sentences, certain)
    result = np.zeros_like(scores)
    result[certain, OUTSIDE] = 1
    if not len(layout.rows):
        return result
    laid, start = _prepare(scores, layout, transitions)
    laid -= laid.max(axis=1, keepdims=True)
    weights = np.exp(laid)
    moves = np.exp(transitions.between)
    forward = np.empty_like(weights)
    sums = np.empty((len(weights), 1), dtype=np.float32)
    # A constant of a piece cancels out; taking it off keeps the exponentials in range.
    current = np.exp(start - start.max(axis=1, keepdims=True)) * weights[: layout.steps[0][1]]
    previous = 0
    for first, last in layout.steps:
        if first:
            current = (forward[previous : previous + last - first] @ moves) * weights[first:last]
        total = current.sum(axis=1, keepdims=True)
        np.maximum(total, 1e-30, out=total)
        sums[first:last] = total
        np.divide(current, total, out=forward[first:last])
        previous = first
    backward = np.ones_like(weights)
    weights /= sums
    back = moves.T.copy()
    for (first, _), (following, last) in zip(layout.steps[-2::-1], layout.steps[:0:-1], strict=True):
        backward[first : first + last - following] = (weights[following:last] * backward[following:last]) @ back
    forward *= backward
    forward /= np.maximum(forward.sum(axis=1, keepdims=True), 1e-30)
    result[layout.rows] = forward
    return result


def best_labels(scores: Floats, sentences: npt.NDArray[np.intp], transitions: Transitions) -> npt.NDArray[np.int8]:
    """Return the labels of the best path through each sentence: tokens, int8."""
    certain = certain_outside(scores, transitions)
    layout = lay_out(sentences, certain)
    result = np.zeros(len(scores), dtype=np.int8)
    if not len(layout.rows):
        return result
    laid, start = _prepare(scores, layout, transitions)
    best = np.empty_like(laid)
    origins = np.zeros(laid.shape, dtype=np.int8)
    incoming = transitions.between.T.copy()
    best[: layout.steps[0][1]] = start + laid[: layout.steps[0][1]]
    previous = 0
    for first, last in layout.steps[1:]:
        paths = best[previous : previous + last - first, None, :] + incoming
        origins[first:last] = paths.argmax(axis=2)
        best[first:last] = paths.max(axis=2) + laid[first:last]
        previous = first
    chosen = np.zeros(len(laid), dtype=np.int8)
    chosen[layout.ends] = best[layout.ends].argmax(axis=1)
    for (first, _), (following, last) in zip(layout.steps[-2::-1], layout.steps[:0:-1], strict=True):
        rows = np.arange(following, last)
        chosen[first : first + last - following] = origins[rows, chosen[following:last]]
    result[layout.rows] = chosen
    return result
