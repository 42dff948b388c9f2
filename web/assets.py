"""What every page loads from us, and the words it hands to its JavaScript, which knows no language.

Own modules of JavaScript lie in `static/js`: the entry `fihris.js` imports the others, which pages name
too, so that a browser fetches them at once and not one after the other.
"""

from __future__ import annotations

from pathlib import Path

import flask
from flask_babel import gettext as _

ENTRY = "fihris.js"
SCRIPTS = Path(__file__).parent / "static" / "js"
MODULES = tuple(sorted(path.name for path in SCRIPTS.glob("*.js") if path.name != ENTRY))


def init_app(app: flask.Flask) -> None:
    """Give the templates what they load."""
    app.jinja_env.globals.update(script_entry=ENTRY, script_modules=MODULES, suggestion_kinds=suggestion_kinds)


def suggestion_kinds() -> dict[str, str]:
    """Return what one suggestion of `/api/suggest` is called, by its kind; a word needs no name."""
    return {
        "person": _("person"),
        "place": _("place"),
        "country": _("country"),
        "organisation": _("organisation"),
        "source": _("source"),
        "agency": _("agency"),
        "author": _("author"),
        "speaker": _("speaker"),
        "title": _("headline"),
    }
