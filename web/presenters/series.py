"""The numbers of a chart: counts, or shares of all articles of a period, and what must be said of them.

Not for: counting (`web.timelines`), geometry (`web.presenters.charts`).
"""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _

from web.i18n import number
from web.presenters.axes import short_number
from web.timelines import Timelines

SCALES = ("count", "share")
MOST_PERIODS = 240
FEWEST_FOR_SHARE = 50
"""One of two articles is no half of the news: a share of fewer is not drawn, where most periods have far more."""


class Series:
    """The numbers of a chart. values: of each series in each period what is drawn, None where nothing can be said.

    periods: the buckets of all series. archive: articles of each period. cut: earlier periods left out. factor: of
    shares, 100 or 1,000.
    """

    def __init__(self, timelines: Timelines, scale: str) -> None:
        """scale: one of SCALES."""
        self.interval = timelines.counts[0].interval
        self.is_whole = scale == SCALES[0]
        self.cut = max(0, len(timelines.archive.buckets) - MOST_PERIODS)
        self.missing = sum(facet.missing for facet in timelines.counts)
        counts = [facet.buckets[self.cut :] for facet in timelines.counts]
        self.periods = list(zip(*counts, strict=True))
        self.archive = [bucket.count for bucket in timelines.archive.buckets[self.cut :]]
        self.volumes = [[bucket.count for bucket in facet.buckets[self.cut :]] for facet in timelines.volumes]
        self.is_of_sources = any(volume != self.archive for volume in self.volumes)
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
            _("Percent of all articles of the same source")
            if drawn.factor == 100
            else _("Of a thousand articles of the same source")
        )
    return str(
        _("Percent of all articles of the archive")
        if drawn.factor == 100
        else _("Of a thousand articles of the archive")
    )


def notes_of(drawn: Series) -> tuple[str, ...]:
    """Return what is not drawn, and where the archive itself has nothing."""
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
    if drawn.missing:
        notes.append(_("Undated articles, which are not shown: %(shown)s.", shown=number(drawn.missing)))
    if drawn.cut:
        notes.append(_("Earlier periods, which are not shown: %(shown)s.", shown=number(drawn.cut)))
    return tuple(map(str, notes))
