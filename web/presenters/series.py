"""The numbers of a chart: counts, or shares of all articles of a period, and what must be said of them.

Not for: counting (`web.timelines`), geometry (`web.presenters.charts`).
"""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _

from web.i18n import number
from web.presenters.axes import short_number
from web.timelines import LONGEST_YEARS, Timelines

SCALES = ("count", "share")
FEWEST_FOR_SHARE = 50
"""One of two articles is no half of the news: a share of fewer is not drawn, where most periods have far more."""

_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"


class Series:
    """The numbers of a chart. values: of each series in each period what is drawn, None where nothing can be said.

    periods: the buckets of all series. archive: articles of each period. cut: earlier periods left out. factor: of
    shares, 100 or 1,000. missing: undated hits of each series. wholes: what shares are of beside the archive: articles
    of each period, by the sources they are of.
    """

    def __init__(self, timelines: Timelines, scale: str) -> None:
        """scale: one of SCALES."""
        self.interval = timelines.counts[0].interval
        self.is_whole = scale == SCALES[0]
        self.cut = max(0, len(timelines.archive.buckets) - LONGEST_YEARS)
        self.missing = [facet.missing for facet in timelines.counts]
        counts = [facet.buckets[self.cut :] for facet in timelines.counts]
        self.periods = list(zip(*counts, strict=True))
        self.archive = [bucket.count for bucket in timelines.archive.buckets[self.cut :]]
        self.volumes = [[bucket.count for bucket in facet.buckets[self.cut :]] for facet in timelines.volumes]
        self.is_of_sources = timelines.is_of_sources
        by_sources = zip(timelines.sources, self.volumes, strict=False)
        self.wholes = {} if self.is_whole else {sources: volume for sources, volume in by_sources if sources}
        self.fewest = [_fewest(volume) for volume in self.volumes]
        self.counts = [[bucket.count for bucket in buckets] for buckets in counts]
        shares = [[self._share(series, place) for place in range(len(self.periods))] for series in range(len(counts))]
        largest = max((share for each in shares for share in each if share is not None), default=0.0)
        self.factor = 100 if largest >= 0.01 or not largest else 1000
        self.values: list[list[float | None]] = [
            [None if share is None else share * self.factor for share in each] for each in shares
        ]
        if self.is_whole:
            self.values = [[float(count) for count in each] for each in self.counts]
        self.highest = max((value for each in self.values for value in each if value is not None), default=0.0)

    def _share(self, series: int, place: int) -> float | None:
        volume = self.volumes[series][place]
        if not volume or volume < self.fewest[series]:
            return None
        return self.counts[series][place] / volume

    @property
    def unshared(self) -> int:
        """Return in how many periods that have articles some series has too few for a share."""
        return sum(
            any(0 < volume[place] < fewest for volume, fewest in zip(self.volumes, self.fewest, strict=True))
            for place in range(len(self.periods))
        )

    def share_label(self, series: int, place: int) -> str:
        """Return a share in words, a dash where there are too few articles; "" where counts are drawn."""
        if self.is_whole:
            return ""
        value = self.values[series][place]
        return "–" if value is None else short_number(value) + ("%" if self.factor == 100 else "‰")


def _fewest(volumes: Sequence[int]) -> float:
    """Return how many articles a period must have for a share: at most a third of what half of the periods have."""
    filled = sorted(volume for volume in volumes if volume)
    return min(FEWEST_FOR_SHARE, filled[len(filled) // 2] / 3) if filled else 0


def unit_of_values(drawn: Series) -> str:
    """Return what the values are, in words."""
    if drawn.is_whole:
        return str(
            {"day": _("Articles a day"), "month": _("Articles a month")}.get(drawn.interval, _("Articles a year"))
        )
    if drawn.is_of_sources:
        return str(
            _("Percent of all articles of the sources of each search")
            if drawn.factor == 100
            else _("Of a thousand articles of the sources of each search")
        )
    return str(
        _("Percent of all articles of the archive")
        if drawn.factor == 100
        else _("Of a thousand articles of the archive")
    )


def wholes_in_words(drawn: Series) -> tuple[str, ...]:
    """Return what shares are of beside the archive."""
    labels = []
    for sources in drawn.wholes:
        named, without = (
            _(", ").join(value for item in sources if (item.op == "not") is is_out for value in item.values)
            for is_out in (False, True)
        )
        label = _("All of %(sources)s", sources=named) if named else _("The whole archive")
        labels.append(f"{label} {_('without')} {without}" if without else str(label))
    return tuple(labels)


def notes_of(drawn: Series, labels: Sequence[str]) -> tuple[str, ...]:
    """Return what is not drawn, and where the archive itself has nothing. labels: of the series."""
    silent, total = sum(not volume for volume in drawn.archive), number(len(drawn.archive))
    shown = number(silent)
    notes = []
    if silent:
        texts = {
            "day": _("Days without any article in the archive: %(shown)s of %(total)s.", shown=shown, total=total),
            "month": _("Months without any article in the archive: %(shown)s of %(total)s.", shown=shown, total=total),
        }
        text = texts.get(drawn.interval) or _(
            "Years without any article in the archive: %(shown)s of %(total)s.", shown=shown, total=total
        )
        meaning = _("They are shaded; it is the archive that is silent there, not the news.")
        notes.append(f"{text} {meaning}")
    if not drawn.is_whole and drawn.unshared:
        notes.append(_("Periods with too few articles for a share: %(shown)s.", shown=number(drawn.unshared)))
    if any(drawn.missing):
        notes.append(_("Undated articles, which are not shown: %(shown)s.", shown=_undated(drawn.missing, labels)))
    if drawn.cut:
        notes.append(_("Earlier periods, which are not shown: %(shown)s.", shown=number(drawn.cut)))
    return tuple(map(str, notes))


def _undated(missing: Sequence[int], labels: Sequence[str]) -> str:
    """Return how many there are of each series: several may have the same, and so they have no sum."""
    if len(missing) == 1:
        return number(missing[0])
    isolated = (f"{_FIRST_STRONG_ISOLATE}{label}{_POP_ISOLATE}" for label in labels)
    return " · ".join(f"{label} {number(count)}" for label, count in zip(isolated, missing, strict=True) if count)
