"""Scores of names on articles made up of spans: what is paired, what counts, what is split and merged."""

from __future__ import annotations

from benches.extraction.gold import GoldName
from benches.extraction.names import Mention, Score, pair_mentions, score_article
from benches.extraction.values import value_hash


def gold(start, end, name, cluster=1, kind="person"):
    values = frozenset({value_hash(name, kind)}) if kind != "ignored" else frozenset()
    return GoldName("k", "body", start, end, kind, cluster, values)


def scored(names, mentions, kind="person"):
    scores = {kind: Score()}
    score_article(scores, [kind], names, mentions)
    return scores[kind]


def found(start, end, name, kind="person"):
    return Mention("body", start, end, kind, name)


def test_a_part_with_the_full_name_as_its_value_is_right():
    score = scored(
        [gold(0, 10, "سامر كريم"), gold(20, 24, "سامر كريم")], [found(0, 10, "سامر كريم"), found(20, 24, "سامر كريم")]
    )
    assert (score.matched, score.exact, score.right, score.right_exact) == (2, 2, 2, 2)
    assert score.wrong == score.splits == score.merges == []


def test_one_gold_name_under_two_values_is_a_split_and_the_other_value_wrong():
    score = scored(
        [gold(0, 10, "سامر كريم"), gold(20, 24, "سامر كريم")], [found(0, 10, "سامر كريم"), found(20, 24, "كريم")]
    )
    assert (score.right, len(score.wrong), len(score.splits), len(score.merges)) == (1, 1, 1, 0)


def test_one_value_over_two_gold_names_is_a_merge():
    names = [gold(0, 10, "سامر كريم"), gold(20, 29, "رائد كريم", cluster=2)]
    score = scored(names, [found(0, 10, "سامر كريم"), found(20, 29, "سامر كريم")])
    assert (score.right, len(score.merges)) == (1, 1)


def test_gold_names_that_share_a_right_value_are_no_merge():
    both = frozenset({"1" * 16, value_hash("سامر", "person")})
    names = [GoldName("k", "body", 0, 4, "person", 1, both), GoldName("k", "body", 9, 13, "person", 2, both)]
    assert scored(names, [found(0, 4, "سامر"), found(9, 13, "سامر")]).merges == []


def test_another_kind_or_another_part_is_not_paired():
    name = gold(0, 10, "سامر كريم")
    assert pair_mentions([name], [found(0, 10, "سامر كريم", kind="place")]) == []
    assert pair_mentions([name], [Mention("title", 0, 10, "person", "سامر كريم")]) == []


def test_the_longest_overlap_is_paired_and_nothing_twice():
    names = [gold(0, 10, "سامر كريم"), gold(11, 20, "رائد كريم", cluster=2)]
    pairs = pair_mentions(names, [found(0, 20, "سامر كريم رائد كريم"), found(11, 20, "رائد كريم")])
    assert [(name.start, mention.start) for name, mention in pairs] == [(0, 0), (11, 11)]


def test_what_is_ignored_counts_neither_way_and_a_stray_mention_against_precision():
    score = scored([gold(0, 4, "", kind="ignored")], [found(0, 4, "سامر"), found(8, 12, "رائد")])
    assert (score.gold, score.found, score.matched) == (0, 1, 0)


def test_kinds_that_are_not_annotated_are_not_scored():
    scores = {"person": Score(), "place": Score()}
    score_article(scores, ["person"], [], [found(0, 3, "حلب", kind="place")])
    assert scores["place"].found == 0
