"""Which part of a page is the document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NO_TEXT = (
    "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "canvas", "button", "select", "textarea", "input",
    "nav", "footer", "aside", "menu", "dialog", "audio", "video", "map", "head",
)  # fmt: skip
_SITE_PARTS = frozenset(
    {
        "nav", "navbar", "navigation", "menu", "breadcrumb", "breadcrumbs", "crumb", "crumbs", "bread", "position", "location", "footer",
        "foot", "copyright", "share", "sharing", "bdshare", "jiathis", "social", "sidebar", "side", "related", "recommend", "pager",
        "pagination", "page-nav", "toolbar", "tool", "tools", "print", "qrcode", "ewm", "search", "login", "header", "banner", "comment",
        "comments", "advert", "ads", "friendlink", "links", "gotop", "float"
    }
)  # fmt: skip
_WORD = re.compile(r"[A-Z]?[a-z]+")
_SHARE_OF_SITE_PART = 0.4  # a part with more of the text is the document, whatever its class is called
_SHARE_OF_MAIN = 0.75


def drop_furniture(root: HtmlElement) -> None:
    """Remove what holds no text of the document: scripts, navigation, footers, hidden parts."""
    for element in [each for each in root.iter(*_NO_TEXT) if each.tag != "head"]:
        element.drop_tree()
    for head in list(root.iter("head")):
        head.drop_tree()
    total = _weight(root) or 1
    for element in list(root.iter("div", "ul", "ol", "section", "header", "p", "span", "table", "td", "tr", "dl", "form")):
        if element.getparent() is None or not (_is_hidden(element) or _is_site_part(element)):
            continue
        if element.getroottree().getroot() is root.getroottree().getroot() and _weight(element) < _SHARE_OF_SITE_PART * total:
            element.drop_tree()


def find_main(root: HtmlElement) -> HtmlElement:
    """The deepest element that holds most of the text that is no link."""
    weights: dict[HtmlElement, int] = {}
    for element in root.iter():  # parents come before their children
        weights[element] = 0
    for element in reversed(list(weights)):
        if not isinstance(element.tag, str):
            continue
        own = len("".join((element.text or "").split())) if element.tag != "a" else 0
        inside = sum(weights[child] + len("".join((child.tail or "").split())) for child in element)
        weights[element] = own + (inside if element.tag != "a" else 0)
    main, total = root, weights[root]
    while True:
        heavy = [child for child in main if weights.get(child, 0) >= _SHARE_OF_MAIN * total and _may_hold_document(child)]
        if not heavy:
            return main
        main = heavy[0]


def _may_hold_document(element: HtmlElement) -> bool:
    """A container; of a table only its parts that lay out the page, never the table of a document."""
    if element.tag in {"tbody", "thead", "tr", "td", "th"}:
        return True
    if element.tag == "table":
        return any(len(list(cell.iter("p", "div", "table", "br"))) > 8 for cell in element.iter("td"))
    return element.tag in {"body", "div", "article", "main", "section", "form", "center", "font", "span", "ucapcontent"} or ":" in str(element.tag)


def _weight(element: HtmlElement) -> int:
    return len("".join(str(element.text_content()).split()))


def _is_hidden(element: HtmlElement) -> bool:
    style = str(element.get("style") or "").replace(" ", "").lower()
    return element.get("hidden") is not None or "display:none" in style or "visibility:hidden" in style


def _is_site_part(element: HtmlElement) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    words = {word.lower() for word in _WORD.findall(names)}
    return bool(words & _SITE_PARTS) or element.get("role") in {"navigation", "search", "banner", "contentinfo"}
