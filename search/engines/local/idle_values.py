"""Values of filters that change nothing, for the archive lacks them: said in one notice.

An excluded value that no article has excludes nothing, one chosen beside others adds nothing. Not for: values without
which a search finds nothing, and what may be meant by one (`value_spellings`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from search.engines.local.snapshot import Snapshot
from search.engines.local.value_spellings import occurs
from search.request import Filter, SearchRequest
from search.results import Notice
from search.schema import FIELD_BY_NAME

MAX_SHOWN = 3
"""Values that are named; more are counted."""
SHOWN_CHARS = 40

_EFFECTS = {
    "not": ("excluding that changes nothing", "استبعاد ذلك لا يغيّر شيئًا"),
    "any": ("choosing that beside others adds nothing", "اختيار ذلك مع غيره لا يضيف شيئًا"),
}


class _Idle(NamedTuple):
    op: str
    field: str
    value: str


def idle_notices(request: SearchRequest, snapshot: Snapshot) -> tuple[Notice, ...]:
    """Return the notice that names the values that change nothing, none where every value counts."""
    idle = [each for op in _EFFECTS for item in request.filters if item.op == op for each in _idle(item, snapshot)]
    if not idle:
        return ()
    shown, more = idle[:MAX_SHOWN], len(idle) - MAX_SHOWN
    english, arabic = [], []
    for op, (effect, effect_ar) in _EFFECTS.items():
        values = [each for each in shown if each.op == op]
        if values:
            english.append(f"The archive has no {' or '.join(map(_english, values))}: {effect}.")
            arabic.append(f"ليس في الأرشيف {' ولا '.join(map(_arabic, values))}، ف{effect_ar}.")
    if more > 0:
        english.append(f"{more} more values are not there either." if more > 1 else "1 more value is not there either.")
        arabic.append(f"ولا {more} غيرها." if more > 1 else "ولا قيمة أخرى.")
    return (Notice("idle_values", " ".join(english), " ".join(arabic)),)


def _idle(item: Filter, snapshot: Snapshot) -> Sequence[_Idle]:
    """Return the values of a filter that no article has; none where these are all that were chosen."""
    absent = [_Idle(item.op, item.field, value) for value in item.values if not occurs(item.field, value, snapshot)]
    return () if item.op == "any" and len(absent) == len(item.values) else absent


def _english(idle: _Idle) -> str:
    return f"{_quoted(idle.value)} ({FIELD_BY_NAME[idle.field].label_en})"


def _arabic(idle: _Idle) -> str:
    return f"{_quoted(idle.value)} ({FIELD_BY_NAME[idle.field].label_ar})"


def _quoted(value: str) -> str:
    """Return a value between angle quotes, short, without characters that cannot be shown."""
    printable = "".join(char if char.isprintable() else f"U+{ord(char):04X}" for char in value[:SHOWN_CHARS])
    return f"«{printable}{'…' if len(value) > SHOWN_CHARS else ''}»"
