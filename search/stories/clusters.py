"""Stories out of signatures: each text follows the earliest text that it repeats, or leads a story of its own.

Texts are read in the order of their publication. One that is like the leader of a story joins the story whose leader
it is most like; otherwise it leads a new one. Members are never compared with members, so a story does not grow from
subject to subject. What must be alike grows with the days between two texts: a bulletin of the weather, or of prices,
uses the words of the day before.

Not for: where signatures lie and when this is done (`search.engines.local.stories`).
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from search.stories.buckets import Places, SignatureRows, shared_buckets
from search.stories.signatures import Signatures, estimate_similarity

MIN_SHINGLES = 20
"""Of a text that may belong to a story of several: two shorter ones are alike by accident or by form."""

SAME_DAY, SAME_DAYS = 0.4, 1
"""What two texts must have in common, as Jaccard similarity, that were published within so many days.

Chosen on the first seven days of SaudiNewsNet: of 40 pairs between .4 and .5 that were read 34 told the same, of
those above .5 nearly all did. Below, reports that share a paragraph begin to meet.
"""

NEAR, NEAR_DAYS = 0.5, 3
LATER, LATER_DAYS = 0.7, 30
"""The same within more days. LATER also where a day of publication is not known."""

EVER = 0.85
"""The same at any distance: an article that the archive simply has twice."""

MAX_LEADERS = 16
"""Leaders that a bucket remembers, the latest ones: what many unlike texts share costs no more than this."""

MAX_ROUNDS = 4
UNDECIDED = -1

Leaders = npt.NDArray[np.int64]
"""(n,) int64, for each text the text that leads its story, itself where it leads; UNDECIDED before it is decided."""


@dataclass(frozen=True, slots=True)
class Texts:
    """n texts. shingles, days, times: (n,) int; key_of: text → what decides between texts of one time.

    days: of publication, `no_day` where it is not known; times: in seconds, the greatest of all where not known.
    """

    rows: SignatureRows
    shingles: npt.NDArray[np.int32]
    days: npt.NDArray[np.int32]
    times: npt.NDArray[np.int64]
    key_of: Callable[[int], bytes]
    no_day: int

    def in_order(self, places: Places) -> Places:
        """Return the texts in the order of publication."""
        times = self.times[places].tolist()
        keys = list(map(self.key_of, places.tolist()))
        return places[sorted(range(len(places)), key=lambda index: (times[index], keys[index]))]


def form_stories(texts: Texts, leaders: Leaders) -> Leaders:
    """Return the leader of each text where some are not decided; the others stay, unless an earlier text takes over.

    Every text's similarity to its leader reaches what the days between them ask for, and no leader is published after
    a text that follows it. Which of two stories a text joins that fits both may depend on what was decided before.
    Cost: O(n) array operations for the scan, and for each undecided text its buckets and MAX_LEADERS leaders of each.
    """
    can_share = texts.shingles >= MIN_SHINGLES
    decided = leaders.copy()
    for _ in range(MAX_ROUNDS):
        is_open = decided == UNDECIDED
        result, overtaken = _decide(texts, decided, is_open, can_share)
        if not len(overtaken):
            break
        decided[np.isin(decided, overtaken)] = UNDECIDED
    return result


def misplaced(texts: Texts, leaders: Leaders) -> Places:
    """Return the texts that are not like their leader, or were published before it; sound stories have none."""
    followers = np.flatnonzero(leaders != np.arange(len(leaders)))
    theirs = leaders[followers]
    similar = estimate_similarity(texts.rows.take(followers), texts.rows.take(theirs))
    pairs = zip(texts.days[followers].tolist(), theirs.tolist(), strict=True)
    needed = [float(needed_similarity(texts.days[[leader]], day, texts.no_day)[0]) for day, leader in pairs]
    is_wrong = (similar < np.array(needed, np.float32)) | (texts.times[followers] < texts.times[theirs])
    is_short = np.minimum(texts.shingles[followers], texts.shingles[theirs]) < MIN_SHINGLES
    return followers[is_wrong | is_short]


def needed_similarity(days: npt.NDArray[np.int32], day: int, no_day: int) -> npt.NDArray[np.float32]:
    """Return (n,) float32, how alike a text of a day must be to texts of other days. no_day: a day not known."""
    apart = np.abs(days.astype(np.int64) - day)
    steps = [apart <= SAME_DAYS, apart <= NEAR_DAYS, apart <= LATER_DAYS]
    needed = np.select(steps, [SAME_DAY, NEAR, LATER], EVER)
    unknown = (days == no_day) | (day == no_day)
    return np.where(unknown, LATER, needed).astype(np.float32)


def _decide(
    texts: Texts, leaders: Leaders, is_open: npt.NDArray[np.bool_], can_share: npt.NDArray[np.bool_]
) -> tuple[Leaders, Places]:
    """Return the leaders with the open texts decided, and leaders that would now follow an earlier text."""
    result = np.where(is_open, np.arange(len(leaders)), leaders)
    is_leader = ~is_open & can_share & (leaders == np.arange(len(leaders)))
    buckets, members = shared_buckets(texts.rows, np.flatnonzero(is_open & can_share), is_leader)
    places = texts.in_order(np.unique(members))
    if not len(places):
        return result, places
    decision = _Decision(texts, places, is_leader[places])
    overtaken = []
    for index, of_text in enumerate(_rows_of(buckets, members, places)):
        leader = decision.take(index, of_text)
        if not decision.was_leader[index]:
            result[places[index]] = places[leader]
        elif leader != index:
            overtaken.append(int(places[index]))
    return result, np.array(overtaken, np.int64)


def _rows_of(buckets: npt.NDArray[np.int64], members: Places, places: Places) -> list[list[int]]:
    """Return the buckets of each of the places."""
    index_of = np.empty(int(places.max()) + 1, np.int64)
    index_of[places] = np.arange(len(places))
    owners = index_of[members]
    order = np.argsort(owners, kind="stable")
    ends = np.cumsum(np.bincount(owners, minlength=len(places))).tolist()
    ordered: list[int] = buckets[order].tolist()
    return [ordered[start:end] for start, end in zip([0, *ends[:-1]], ends, strict=True)]


class _Decision:
    """Texts taken one by one in the order of publication. was_leader: (n,) those that were leaders before."""

    def __init__(self, texts: Texts, places: Places, was_leader: npt.NDArray[np.bool_]) -> None:
        self.was_leader: Sequence[bool] = was_leader.tolist()
        self._is_new_leader = np.zeros(len(places), np.bool_)
        self._signatures: Signatures = texts.rows.take(places)
        self._days = texts.days[places]
        self._no_day = texts.no_day
        self._leaders: defaultdict[int, deque[int]] = defaultdict(lambda: deque(maxlen=MAX_LEADERS))

    def take(self, index: int, buckets: list[int]) -> int:
        """Return the leader of a text: itself where nothing before it is like enough."""
        before: set[int] = set()
        for bucket in buckets:
            before.update(self._leaders.get(bucket, ()))
        candidates = np.array(sorted(before), np.int64)
        if self.was_leader[index]:
            candidates = candidates[self._is_new_leader[candidates]]
        leader = self._most_similar(index, candidates) if len(candidates) else index
        if leader == index or self.was_leader[index]:
            self._is_new_leader[index] = not self.was_leader[index]
            for bucket in buckets:
                self._leaders[bucket].append(index)
        return leader

    def _most_similar(self, index: int, candidates: Places) -> int:
        """Return the candidate most like a text, the earliest of several, or the text itself."""
        similar = estimate_similarity(self._signatures[candidates], self._signatures[index])
        similar[similar < needed_similarity(self._days[candidates], int(self._days[index]), self._no_day)] = 0
        best = int(similar.argmax())
        return int(candidates[best]) if similar[best] > 0 else index
