"""The versions of a story: who printed it when, and what one version has that another has not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

import search
from web.presenters.results import published_label
from web.search_state import SearchState


@dataclass(frozen=True, slots=True)
class VersionView:
    """One version. href: its page. compare_href: what differs between it and the article of the page, None for itself.

    percent: how much it has in common with that article. is_compared: whether it is the one compared with now.
    """

    article: search.Article
    href: str
    compare_href: str | None
    date: str
    percent: int
    is_compared: bool


@dataclass(frozen=True, slots=True)
class VersionsView:
    """The story of an article. unseen: versions that are not listed. all_href: all of them as a search."""

    versions: tuple[VersionView, ...]
    unseen: int
    all_href: str


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """What leads from one version to another. title: runs. paragraphs: runs, line by line, blank lines left out.

    href: the page of the other.
    """

    other: search.Article
    href: str
    date: str
    title: tuple[search.Change, ...]
    paragraphs: tuple[tuple[search.Change, ...], ...]


def present_versions(
    found: search.StoryVersions, key: str, state: SearchState, compared: str | None = None
) -> VersionsView:
    """Return the versions with their links. key: the article of the page. compared: the one it is compared with."""
    versions = tuple(
        VersionView(
            version.article,
            state.url(f"/article/{version.article.key}"),
            None if version.article.key == key else compare_url(key, version.article.key, state),
            published_label(version.article),
            round(version.similarity * 100),
            version.article.key == compared,
        )
        for version in found.versions
    )
    everything = SearchState(lang=state.lang, sort="oldest", story=found.story.id)
    return VersionsView(
        versions,
        found.story.articles - len(versions),
        everything.url(),
    )


def present_comparison(article: search.Article, other: search.Article, state: SearchState) -> ComparisonView:
    """Return what an article has that another has not, and the other way round."""
    return ComparisonView(
        other,
        state.url(f"/article/{other.key}"),
        published_label(other),
        keep_spaces_apart(search.differences(other.title, article.title)),
        tuple(map(keep_spaces_apart, cut_into_lines(search.differences(other.text, article.text)))),
    )


def keep_spaces_apart(changes: Iterable[search.Change]) -> tuple[search.Change, ...]:
    """Return the runs with the white space at the ends of what was removed or added outside it, as the same.

    A line through words, or under them, then ends where they end.
    """
    runs: list[search.Change] = []
    for change in changes:
        words = change.text.strip()
        if change.kind == "same" or not words:
            runs.append(change)
            continue
        start = change.text.index(words)
        before, behind = change.text[:start], change.text[start + len(words) :]
        runs += [search.Change("same", before), search.Change(change.kind, words), search.Change("same", behind)]
    return tuple(run for run in runs if run.text)


def cut_into_lines(changes: Iterable[search.Change]) -> tuple[tuple[search.Change, ...], ...]:
    """Return the runs of each line that has anything but white space; a run that spans lines is cut."""
    lines: list[list[search.Change]] = [[]]
    for change in changes:
        first, *others = change.text.split("\n")
        lines[-1].append(search.Change(change.kind, first))
        lines += [[search.Change(change.kind, text)] for text in others]
    kept = (tuple(run for run in line if run.text) for line in lines)
    return tuple(line for line in kept if any(run.text.strip() for run in line))


def compare_url(key: str, other: str, state: SearchState) -> str:
    """Return the page that says what an article has that another has not."""
    url = state.url(f"/article/{key}/versions")
    return f"{url}{'&' if '?' in url else '?'}with={quote(other)}"
