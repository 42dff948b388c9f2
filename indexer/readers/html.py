"""Web pages: the article of a page, with what the page says of itself.

The page's own statements come first (JSON-LD, then meta elements), trafilatura's findings second. Its main
text is taken unless it lost paragraphs of what the page itself marks as the article's body. Captions of
figures become captions; paragraphs beside the article go to `boilerplate`, so that nothing is lost.
"""

from __future__ import annotations

import copy
import logging
import re
from collections.abc import Iterable, Iterator

import trafilatura

from indexer.encoding import decode
from indexer.readers.html_metadata import PageFacts, first_heading, read_facts
from indexer.readers.html_text import Element, inline_text, parse_page, visible_paragraphs
from indexer.readers.references import decode_fields
from indexer.readers.source_file import MAX_ARTICLE_BYTES, SourceFile
from indexer.records import RawArticle
from search.errors import UnreadableSourceError

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_\-:]+)""", re.IGNORECASE)
_BODY_MARKS = (
    '//*[@itemprop="articleBody"]',
    '//*[contains(concat(" ", @class, " "), " entry-content ")]',
    '//*[contains(concat(" ", @class, " "), " article-body ")]',
    '//*[contains(concat(" ", @class, " "), " article__body ")]',
)
_CAPTIONS = '//figcaption | //*[contains(concat(" ", @class, " "), " wp-caption-text ")]'
_PROSE_CHARS = 60
"""A paragraph of the marked body this long is prose; shorter ones may be buttons and links."""

_BYLINE = re.compile(r"^(بقلم|كتبت?|by)\s*[:：]?\s+", re.IGNORECASE)
_FURNITURE = frozenset(("nav", "header", "footer", "form", "menu"))


def read_html(file: SourceFile) -> Iterator[RawArticle]:
    """Yield the one article of a page.

    Raises: UnreadableSourceError where the page shows no text at all.
    """
    data = file.read(MAX_ARTICLE_BYTES)
    charset = _CHARSET.search(data[:4096])
    text = decode(data, file.origin, declared=charset[1].decode("ascii") if charset else None).text
    page = parse_page(text)
    facts = read_facts(page)
    captions = _take_captions(page)
    found = _extract(page)
    title = facts.title or first_heading(page) or (found.title if found else "") or _page_title(page)
    paragraphs = _choose_paragraphs(page, found, facts, title)
    if not title and not paragraphs:
        raise UnreadableSourceError(
            file.origin,
            "the page shows no text; perhaps a script draws it. Save the page from a browser after it has loaded.",
            "لا نص في الصفحة؛ ربما يرسمه برنامج فيها. احفظ الصفحة من المتصفح بعد أن تكتمل.",
        )
    author = facts.author or (_BYLINE.sub("", found.author) if found and found.author else None) or None
    # The parser has decoded the page; what it still shows was escaped twice.
    shown, as_read = decode_fields({"title": title, "author": author})
    metadata = {"description": facts.description, "section": facts.section, **as_read}
    yield RawArticle(
        origin=file.origin,
        title=shown["title"] or "",
        body="\n\n".join(paragraphs),
        url=facts.url or (found.url if found else None) or None,
        source=facts.source or file.source or (found.sitename if found else None) or file.folder,
        author=shown["author"],
        published=facts.published or (found.date if found else None) or None,
        language=facts.language or None,
        captions=captions,
        boilerplate=tuple(_beside(page, [title, *paragraphs, *captions])),
        metadata={name: value for name, value in metadata.items() if value},
    )


def _take_captions(page: Element) -> tuple[str, ...]:
    """Remove the captions of figures from the page and return them."""
    captions: list[str] = []
    for element in page.xpath(_CAPTIONS):
        text = inline_text(element)
        if text and text not in captions:
            captions.append(text)
        element.drop_tree()
    return tuple(captions)


def _extract(page: Element) -> trafilatura.settings.Document | None:
    """Return trafilatura's reading of the page, or None where it finds no article.

    It works on a copy since it prunes the tree, without its memory of paragraphs seen on earlier pages
    (`deduplicate`), and without the guesses at a date that search the page's text.
    """
    # Its warnings about pages without text go to the log of whoever configured one; we report ourselves.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        found = trafilatura.bare_extraction(
            copy.deepcopy(page),
            with_metadata=True,
            include_comments=False,
            deduplicate=False,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except RecursionError:  # Pages that nest thousands of elements; the visible paragraphs remain.
        return None
    return found if isinstance(found, trafilatura.settings.Document) else None


def _choose_paragraphs(
    page: Element, found: trafilatura.settings.Document | None, facts: PageFacts, title: str
) -> list[str]:
    """Return the article's paragraphs: trafilatura's, unless it lost some that the page marks as its body."""
    shown = visible_paragraphs(_body(page))
    paragraphs = _as_shown(visible_paragraphs(found.body), page) if found and found.body is not None else []
    paragraphs = _without_title(paragraphs, title)
    have = _letters(paragraphs)
    for mark in _BODY_MARKS:
        marked = [text for element in page.xpath(mark)[:1] for text in visible_paragraphs(element)]
        if any(len(text) >= _PROSE_CHARS and _letters([text]) not in have for text in marked):
            return _without_title(marked, title)
    if paragraphs:
        return paragraphs
    return _without_title(shown, title) or ([facts.body] if facts.body else [])


def _as_shown(found: list[str], page: Element) -> list[str]:
    """Return the paragraphs of the page that trafilatura found, as often as the page shows them.

    It merges paragraphs that are equal (a refrain), and glues those of a very short page together: where
    what it found is not made of the page's own paragraphs, [] for a single glued one, else what it found.
    """
    shown = [text for element in _body(page) if element.tag not in _FURNITURE for text in visible_paragraphs(element)]
    wanted = {_letters([text]) for text in found}
    places = [index for index, text in enumerate(shown) if _letters([text]) in wanted]
    if wanted <= {_letters([text]) for text in shown}:
        return [shown[index] for index in places]
    glued = len(found) == 1 and not any(_letters(found) in _letters([text]) for text in shown)
    return [] if glued else found


def _body(page: Element) -> Element:
    body = page.find("body")
    return page if body is None else body


def _without_title(paragraphs: list[str], title: str) -> list[str]:
    """Drop the headline where it opens the text: it is the article's title already."""
    if paragraphs and title and _letters(paragraphs[:1]) == _letters([title]):
        return paragraphs[1:]
    return paragraphs


def _letters(texts: Iterable[str]) -> str:
    return "".join("".join(text.split()) for text in texts)


def _page_title(page: Element) -> str:
    return next((text for text in (" ".join(e.text_content().split()) for e in page.iter("title")) if text), "")


def _beside(page: Element, taken: list[str]) -> Iterator[str]:
    """Yield the paragraphs that stand on the page but in no part of the article, menus left out."""
    have = _letters(taken)
    for element in _body(page):
        if element.tag not in _FURNITURE:
            for text in visible_paragraphs(element):
                if _letters([text]) not in have:
                    yield text
