"""The visible text of HTML, paragraph by paragraph: what a browser would show, without choosing what matters.

Not for: finding the article in a page (`html`).
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree
from lxml import html as lxml_html

Element = Any
"""An lxml element; lxml ships no types."""

_MARKUP = re.compile(r"</(p|div|blockquote|ul|ol|h[1-6])\s*>|<br\s*/?>", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_UNPRINTABLE = re.compile("[\x00\ud800-\udfff]")
# U+00A0 is a letterspace that authors chose; only what HTML itself collapses is collapsed.
_SPACES = re.compile(r"[ \t\r\n\f]+")
_INVISIBLE = frozenset(
    (
        *("script", "style", "noscript", "template", "svg", "iframe", "object", "select", "option"),
        *("button", "textarea", "input", "canvas", "title"),
    )
)
_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "dd", "details", "div", "dl", "dt", "fieldset"),
        *("figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main"),
        *("nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr"),
        *("ul", "html"),
        *("head", "list", "item", "quote", "row", "cell"),  # What trafilatura calls headings, lists and tables.
    )
)
_BREAKS = frozenset(("br", "lb"))


def has_markup(text: str) -> bool:
    """Return whether a text carries block markup, so that it is a piece of a page and not plain text."""
    return bool(_MARKUP.search(text))


def parse_page(text: str) -> Element:
    """Return the root element of a page; any text is some page."""
    parser = lxml_html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)
    markup = _UNPRINTABLE.sub("\ufffd", _XML_DECLARATION.sub("", text))
    try:
        return lxml_html.document_fromstring(markup, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return lxml_html.document_fromstring("<html><body></body></html>")


def fragment_text(markup: str) -> str:
    """Return the visible text of a piece of HTML, its paragraphs separated by empty lines."""
    return "\n\n".join(visible_paragraphs(parse_page(markup)))


def visible_paragraphs(element: Element) -> list[str]:
    """Return the texts of all blocks under an element in order; `<br>` is a line break inside one.

    Takes trafilatura's tree as well as a page's. Walks without recursion: broken pages nest thousands deep.
    """
    paragraphs: list[list[str]] = [[]]
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, node in walk:
        tag = node.tag if isinstance(node.tag, str) else ""
        if event == "start":
            if tag in _INVISIBLE or node.get("hidden") is not None:
                walk.skip_subtree()
                continue
            if tag in _BLOCKS:
                paragraphs.append([])
            paragraphs[-1].append("\n" if tag in _BREAKS else _SPACES.sub(" ", node.text or ""))
            continue
        if tag in _BLOCKS and tag not in _INVISIBLE:
            paragraphs.append([])
        if node.tail and node is not element:
            paragraphs[-1].append(_SPACES.sub(" ", node.tail))
    texts = (re.sub(r" *\n *", "\n", re.sub(" {2,}", " ", "".join(parts))).strip(" \n") for parts in paragraphs)
    return [text for text in texts if text.strip()]


def inline_text(element: Element) -> str:
    """Return the visible text of an element as one line."""
    return " ".join(" ".join(visible_paragraphs(element)).split())
