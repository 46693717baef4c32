"""A strict reader's judgement of a page: html5lib's own errors, and rules of HTML that parse and
still are broken."""

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib

# https://html.spec.whatwg.org/multipage/text-level-semantics.html#datetime-value, as we use them.
HOUR = r"\d\d:\d\d(:\d\d(\.\d{1,3})?)?"
MOMENT = re.compile(rf"\d{{4}}-\d\d(-\d\d([T ]{HOUR}(Z|[+-]\d\d:?\d\d)?)?)?|{HOUR}|P[0-9DTHMS]+")
PHRASING = {
    "span",
    "b",
    "strong",
    "em",
    "i",
    "small",
    "label",
    "p",
    "abbr",
    "cite",
    "q",
    "time",
} | {
    *("h1", "h2", "h3", "h4", "h5", "h6", "button", "legend_", "code", "kbd", "sub", "sup"),
}
BLOCKS = {"div", "p", "ul", "ol", "dl", "table", "form", "section", "fieldset", "header"} | {
    *("footer", "main", "nav", "aside", "article", "figure", "h1", "h2", "h3", "h4", "h5", "h6"),
}
INTERACTIVE = {"a", "button", "input", "select", "textarea", "label", "details", "iframe"}
ONLY_ITEMS = {"ul": {"li", "script", "template"}, "ol": {"li", "script", "template"}}
ONLY_ITEMS["tr"] = {"td", "th", "script", "template"}
ONLY_ITEMS["dl"] = {"dt", "dd", "div", "script", "template"}
FILLED = ("action", "href", "src", "id", "name", "for", "srcset")
NEEDED = {"img": {"alt", "src"}, "time": {"datetime"}, "html": {"lang"}}
POINTERS = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "form", "list")
OBSOLETE = {"align", "bgcolor", "border", "cellpadding", "cellspacing", "valign", "nowrap"}
SHARED = ("og:title", "og:type", "og:url", "og:image")


def faults(page: str | bytes, *, part: bool = False) -> list[str]:
    """What is wrong with a page, each as a line; of a `part` of one its whole is not judged."""
    text = page.decode() if isinstance(page, bytes) else page
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(text)
    found = [f"line {where[0]}: {code} {words}" for where, code, words in parser.errors]
    for element, above in walk(tree, ()):
        found += of_element(element, above)
    found += of_ids(tree)
    return found if part else [*found, *of_whole(tree)]


def walk(element: Element, above: tuple[str, ...]) -> Iterator[tuple[Element, tuple[str, ...]]]:
    """Each element with the names of those around it, the nearest last."""
    if not isinstance(element.tag, str):
        return
    yield element, above
    for child in element:
        yield from walk(child, (*above, element.tag))


def of_element(element: Element, above: tuple[str, ...]) -> Iterator[str]:
    """What is wrong with one element by itself and by where it stands."""
    tag, values = element.tag, element.attrib
    name = f"<{tag} {' '.join(f'{key}={value!r}' for key, value in list(values.items())[:3])}>"
    yield from (f"{name}: {key} is empty" for key in FILLED if values.get(key) == "")
    yield from (f"{name}: no {key}" for key in NEEDED.get(tag, set()) - set(values))
    if not MOMENT.fullmatch(values.get("datetime", "2026-12-03")):
        yield f"{name}: no moment"
    if old := OBSOLETE & set(values):
        yield f"{name}: {old} is of old"
    if re.search(r"\s", values.get("id", "")):
        yield f"{name}: a blank in its id"
    yield from of_sizes(name, values)
    if above:
        yield from of_place(name, element, above)


def of_place(name: str, element: Element, above: tuple[str, ...]) -> Iterator[str]:
    """What is wrong with where an element stands."""
    tag, around = element.tag, above[-1]
    if (tag in BLOCKS and around in PHRASING) or tag not in ONLY_ITEMS.get(around, {tag}):
        yield f"{name} stands in <{around}>"
    is_seen = element.attrib.get("type") != "hidden"
    if is_seen and tag in INTERACTIVE and {"a", "button"} & set(above):
        yield f"{name} stands in a link or a button"


def of_sizes(name: str, values: dict[str, str]) -> Iterator[str]:
    """Each width of a picture once, and how wide it will be shown."""
    if "srcset" in values:
        sizes = [one.split()[-1] for one in values["srcset"].split(",")]
        yield from (
            f"{name}: {size} twice in srcset" for size, n in Counter(sizes).items() if n > 1
        )
        if all(size.endswith("w") for size in sizes) and "sizes" not in values:
            yield f"{name}: srcset without sizes"


def of_ids(tree: Element) -> Iterator[str]:
    """Each id once, and what points to one finds it."""
    elements = [one for one in tree.iter() if isinstance(one.tag, str)]
    ids = Counter(one.attrib["id"] for one in elements if "id" in one.attrib)
    yield from (f"id {name!r} stands {number} times" for name, number in ids.items() if number > 1)
    for one in elements:
        for key in POINTERS:
            for name in one.attrib.get(key, "").split():
                if name not in ids:
                    yield f"<{one.tag}> {key}={name!r} points nowhere"


def of_whole(tree: Element) -> Iterator[str]:
    """What a page has once: a language, a title, a heading, what is shared of it."""
    if not tree.attrib.get("lang"):
        yield "no lang"
    if not (tree.findtext("head/title") or "").strip():
        yield "no title"
    headings = list(tree.iter("h1"))
    if len(headings) != 1:
        yield f"{len(headings)} first headings"
    if len(list(tree.iter("main"))) != 1:
        yield "not one main"
    shared = {
        one.attrib["property"]: one.attrib.get("content", "")
        for one in tree.iter("meta")
        if one.attrib.get("property", "").startswith("og:")
    }
    if shared:
        yield from (f"{name} is missing" for name in SHARED if not shared.get(name))
