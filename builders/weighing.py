"""Decides for every known word which of its first letters are proclitics, by the evidence of whole paradigms.

A word that begins like a chain of proclitics has several *readings*: the whole word as a stem, or a chain and the rest.
A real stem is seen in many forms (ورقة also in الورقة, بورقة, للورقة), a false one is not. So each reading predicts
how often the word should be seen, from how often the *other* forms of its stem are seen and from how often words of
that part of speech take that chain; the reading that predicts most wins. Which form belongs to which stem is what we
are deciding, hence rounds: begin with the dictionaries, count, predict, decide anew (expectation maximisation, each
word left out of its own evidence).
"""

from __future__ import annotations

import math
from collections import defaultdict

from builders.evidence import IMPERATIVE, IMPERFECT, NOUN, OTHER, PERFECT, Evidence
from search.analysis.characters import ALEF, ARTICLE, BEH, FEH, KAF, LAM, WAW
from search.analysis.proclitics import CHAINS, LIL, MIN_LETTERS_LEFT, SEEN, bare_stem

ROUNDS = 5
UNKNOWN = "u"
PARTS = NOUN + PERFECT + IMPERFECT + IMPERATIVE + OTHER + UNKNOWN

KNOWN_COUNT = 0.5
"""What a stem of the dictionaries is worth when no other form of it is seen, per hundred million words."""
UNKNOWN_COUNT, UNKNOWN_WEIGHT = 0.02, 0.2
"""The same for a stem they lack, and what the seen forms of such a stem count for."""
SELF_WEIGHT, MOST_OF_REST = 0.005, 0.2
"""What its own frequency counts for a whole word they lack, as far as it exceeds that share of its rest's: names are
seldom seen with any proclitic (بايرون)."""
KIN_WEIGHT = 0.001
"""What the words count for that differ from a stem of the dictionaries in their endings alone."""
UNLISTED_WEIGHT = 0.1
"""How far a verb or particle of the dictionaries may be a noun or a name that they lack (كورونا looks like one)."""
EXCESS = 4.0
"""A reading that predicts more than so many times what is seen predicts badly: ولمع is not ول and مع."""
RARE_BEFORE_UNKNOWN, RARE_WEIGHT = (BEH, KAF, FEH, FEH + LAM, FEH + KAF, FEH + BEH), 0.5
"""Chains that hardly stand before a word no dictionary has: the letter is the name's own (بيتروس, كلاينز)."""
LEAST_SPELLING_FIT = 0.02
MIN_COUNT_TO_LEARN = 5.0

CONJUNCTIONS = (WAW, FEH)
PREPOSITIONS = (BEH, LAM)
BEFORE_UNKNOWN = (WAW, FEH, BEH, KAF)
BEFORE = (*BEFORE_UNKNOWN, LAM, WAW + LAM)
FIRST_CONJUNCTIONS = {"": 0.88, WAW: 0.11, FEH: 0.01}
FIRST_INNER = {"": 0.5, BEH: 0.05, KAF: 0.004, LAM: 0.04, ARTICLE: 0.3, BEH + ARTICLE: 0.04, KAF + ARTICLE: 0.004}
FIRST_INNER |= {LIL: 0.04, SEEN: 0.05}
"""Shares to begin with; the rounds learn those of each part of speech."""
FIRST_PERFECT_AFTER_LAM = 0.05

Reading = tuple[str, str]
Forms = dict[str, float]


def readings_of(word: str) -> list[Reading]:
    """Return the readings of a word as (chain, rest), the whole word first.

    >>> readings_of("وللجنه")
    [('', 'وللجنه'), ('ولل', 'جنه'), ('ول', 'لجنه'), ('و', 'للجنه')]
    """
    found = [("", word)]
    for chain in CHAINS:
        if word.startswith(chain) and len(word) - len(chain) >= MIN_LETTERS_LEFT:
            rest = word[len(chain) :]
            if not (chain.endswith(LIL) and rest[0] == LAM):
                found.append((chain, rest))
    return found


def may_precede(chain: str, part: str) -> bool:
    """Say whether a chain may stand before a word of a part of speech.

    >>> may_precede("ب", "p"), may_precede("س", "p"), may_precede("وال", "x")
    (False, True, False)
    """
    inner = chain[1:] if chain[:1] in CONJUNCTIONS else chain
    if inner == "":
        return True
    if inner == SEEN:
        return part == IMPERFECT
    if inner == LAM:
        return part != IMPERATIVE
    if inner.endswith(ARTICLE) or inner == LIL:
        return part in (NOUN, UNKNOWN)
    return part in (NOUN, OTHER, UNKNOWN)


class Weighing:
    """The rounds. `believed` is what they come to."""

    def __init__(self, evidence: Evidence, readings: dict[str, list[Reading]]) -> None:
        """Begin with what the dictionaries say."""
        self._counts = evidence.counts
        self._spellings = evidence.spellings
        self._readings = readings
        self._parts = {rest: evidence.parts.get(rest, UNKNOWN) for options in readings.values() for _, rest in options}
        self._shares = _first_shares()
        self._kin: dict[str, float] = {}
        self._fits = {word: [self._spelling_fit(word, *reading) for reading in readings[word]] for word in self._open()}
        self._beliefs = {word: self._first_belief(options) for word, options in readings.items()}

    def believed(self) -> dict[str, Reading]:
        """Return for every word with several readings the one that is believed in most."""
        for _ in range(ROUNDS):
            forms = self._count_forms()
            self._learn_shares(forms)
            totals = {stem: sum(seen.values()) for stem, seen in forms.items()}
            self._kin = defaultdict(float)
            for stem, total in totals.items():
                self._kin[bare_stem(stem)] += total
            self._beliefs.update([(word, self._believe(word, forms, totals)) for word in self._open()])
        return {word: self._readings[word][_first_maximum(self._beliefs[word])] for word in self._open()}

    def _open(self) -> list[str]:
        return [word for word, options in self._readings.items() if len(options) > 1]

    def _first_belief(self, options: list[Reading]) -> list[float]:
        weights = []
        for chain, rest in options:
            parts = self._parts[rest]
            if parts == UNKNOWN:
                weights.append(0.05 * _looks_like_a_stem(rest) * self._shares[UNKNOWN][chain])
            else:
                weights.append(self._shares[NOUN if NOUN in parts else parts[0]][chain])
        return _normalised(weights)

    def _count_forms(self) -> dict[str, Forms]:
        """Return for each stem how often it is seen behind each chain, as far as the readings are believed in."""
        forms: dict[str, Forms] = defaultdict(dict)
        for word, options in self._readings.items():
            for (chain, rest), belief in zip(options, self._beliefs[word], strict=True):
                if belief > 1e-4:
                    forms[rest][chain] = forms[rest].get(chain, 0) + self._counts[word] * belief
        return forms

    def _learn_shares(self, forms: dict[str, Forms]) -> None:
        """Learn how often each part of speech takes each chain; a stem counts with the root of its frequency."""
        sums = {part: dict.fromkeys(("", *CHAINS), 0.0) for part in PARTS}
        for stem, seen in forms.items():
            total = sum(seen.values())
            if total < MIN_COUNT_TO_LEARN:
                continue
            parts = self._parts[stem]
            likely = [
                math.prod(max(self._shares[part][chain], 1e-6) ** (3 * count / total) for chain, count in seen.items())
                for part in parts
            ]
            for part, belief in zip(parts, _normalised(likely), strict=True):
                for chain, count in seen.items():
                    sums[part][chain] += count / math.sqrt(total) * belief
        for part, found in sums.items():
            total = sum(found.values()) or 1.0
            self._shares[part] = {
                chain: 0.999 * count / total + 0.001 / len(CHAINS) if may_precede(chain, part) else 0.0
                for chain, count in found.items()
            }

    def _believe(self, word: str, forms: dict[str, Forms], totals: dict[str, float]) -> list[float]:
        predictions = [
            fit * self._predict(word, chain, rest, self._counts[word] * belief, forms, totals)
            for fit, belief, (chain, rest) in zip(
                self._fits[word], self._beliefs[word], self._readings[word], strict=True
            )
        ]
        return _normalised(predictions)

    def _predict(
        self, word: str, chain: str, rest: str, own: float, forms: dict[str, Forms], totals: dict[str, float]
    ) -> float:
        """Return how often the word should be seen if it is this chain and this stem."""
        parts = self._parts[rest]
        share = sum(self._shares[part][chain] for part in parts) / len(parts)
        share = share or UNLISTED_WEIGHT * self._shares[UNKNOWN][chain]
        if not share:
            return 0.0
        others = totals.get(rest, 0.0) - own
        known = parts != UNKNOWN
        if chain == "" and (not known or word[0] in PREPOSITIONS or rest.startswith((ARTICLE, LIL))):
            others -= self._undecided(word, forms.get(rest, {}), BEFORE if known else BEFORE_UNKNOWN)
        if chain and not known and chain[0] not in CONJUNCTIONS:
            others -= sum(forms.get(rest, {}).get(conjunction + chain, 0.0) for conjunction in CONJUNCTIONS)
        predicted = max(others, 0.0) * share / max(1 - share, 0.02)
        if known:
            if chain == "":
                predicted += SELF_WEIGHT * self._excess(word)
            kin = self._kin[bare_stem(rest)] - totals.get(rest, 0.0)
            return _tempered(predicted + (KNOWN_COUNT + KIN_WEIGHT * kin) * share, self._counts[word])
        weight = RARE_WEIGHT if chain in RARE_BEFORE_UNKNOWN else 1.0
        if chain == "":
            predicted += SELF_WEIGHT / UNKNOWN_WEIGHT * self._excess(word)
        return (predicted * UNKNOWN_WEIGHT + UNKNOWN_COUNT * share) * weight * _looks_like_a_stem(rest)

    def _excess(self, word: str) -> float:
        """Return how much more often a word is seen than one with a proclitic should be beside its rest."""
        most = max(self._counts.get(rest, 0.0) for chain, rest in self._readings[word] if chain)
        return max(0.0, self._counts[word] - MOST_OF_REST * most)

    def _undecided(self, word: str, seen: Forms, before: tuple[str, ...]) -> float:
        """Return the forms that speak no more for the whole word than for a part of it: وبسبب for بسبب or for سبب."""
        chains = [chain for chain, _ in self._readings[word] if chain]
        return sum(seen.get(first, 0.0) for first in before if any(first + chain in CHAINS for chain in chains))

    def _spelling_fit(self, word: str, chain: str, rest: str) -> float:
        """Say how well the hamzas of the word's spellings fit a reading.

        The article has none (ألغى is not ال and غي), the imperfect of the first person has one (سان is not سأن), and
        what stands behind a chain is spelled as it is alone: واحد is not و and أحد, seldom spelled احد.
        """
        if chain.endswith(ARTICLE):
            return max(LEAST_SPELLING_FIT, self._share_without_hamza(word, len(chain) - len(ARTICLE)))
        if chain == "" or rest[0] != ALEF:
            return 1.0
        of_word = self._share_without_hamza(word, -len(rest))
        if chain.endswith(SEEN):
            return max(LEAST_SPELLING_FIT, 1 - of_word)
        if rest not in self._spellings:
            return 1.0
        of_rest = self._share_without_hamza(rest, 0)
        fit = of_word * of_rest + (1 - of_word) * (1 - of_rest)
        return max(LEAST_SPELLING_FIT, fit) / max(of_word, 1 - of_word)

    def _share_without_hamza(self, word: str, place: int) -> float:
        spellings = self._spellings[word]
        bare = sum(count for spelling, count in spellings.items() if spelling[place] == ALEF)
        return bare / sum(spellings.values())


def _first_shares() -> dict[str, Forms]:
    shares = {}
    for part in PARTS:
        weights = [_first_share(chain) if may_precede(chain, part) else 0.0 for chain in ("", *CHAINS)]
        found = dict(zip(("", *CHAINS), _normalised(weights), strict=True))
        if part == PERFECT:
            found[LAM] *= FIRST_PERFECT_AFTER_LAM
        shares[part] = found
    return shares


def _first_share(chain: str) -> float:
    conjunction, inner = (chain[0], chain[1:]) if chain[:1] in CONJUNCTIONS else ("", chain)
    return FIRST_CONJUNCTIONS[conjunction] * FIRST_INNER[inner]


def _looks_like_a_stem(word: str) -> float:
    """Return how far a word that no dictionary has may be a stem, by how it begins."""
    if word.startswith((ARTICLE, LIL)) or (word[1:].startswith(ARTICLE) and word[0] in (BEH, WAW, FEH, KAF)):
        return 0.01
    if word[0] == WAW:
        return 0.05 * (_looks_like_a_stem(word[1:]) if len(word) > 1 else 1.0)
    return 0.3 if word[0] in (BEH, LAM, FEH, KAF, SEEN) else 1.0


def _tempered(predicted: float, count: float) -> float:
    most = EXCESS * count
    return predicted if predicted <= most else most * most / predicted


def _normalised(weights: list[float]) -> list[float]:
    total = sum(weights)
    return [weight / total for weight in weights] if total else [1.0] + [0.0] * (len(weights) - 1)


def _first_maximum(weights: list[float]) -> int:
    return max(range(len(weights)), key=weights.__getitem__)
