"""Every page of a test goes through ``visit``: it asks what any page must be."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import html5lib
from django.http import HttpResponse
from django.test import Client
from lxml import etree

UNLABELLED = {"hidden", "submit", "button", "reset", "image"}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass
class Page:
    """A page that passed the checks."""

    response: Any
    tree: Any
    status: int
    html: str = field(repr=False)

    def all(self, xpath: str, **names: str) -> list[Any]:
        """The elements at ``xpath``."""
        found: list[Any] = self.tree.xpath(xpath, **names)
        return found

    def text(self, xpath: str = "//main") -> str:
        """The words of the first element at ``xpath``, single-spaced."""
        return " ".join(" ".join(self.all(xpath)[0].itertext()).split())

    def texts(self, xpath: str) -> list[str]:
        """The words of each element at ``xpath``."""
        return [" ".join(" ".join(element.itertext()).split()) for element in self.all(xpath)]

    @property
    def h1(self) -> str:
        return self.text("//h1")

    def link(self, words: str) -> str:
        """The address behind a link with these words."""
        (href,) = {
            str(a.get("href"))
            for a in self.all("//a[@href]")
            if " ".join(" ".join(a.itertext()).split()) == words
        }
        return href


def visit(client: Client, url: str, *, status: int = 200, **extra: Any) -> Page:
    """GET ``url`` and check the page; assertion errors name what is wrong."""
    return check_page(client.get(url, **extra), url, status=status)


def send(client: Client, url: str, data: Any, *, status: int = 200, **extra: Any) -> Page:
    """POST ``data``, follow to the page that comes, and check it."""
    return check_page(client.post(url, data, follow=True, **extra), url, status=status)


def check_page(response: HttpResponse, url: str, *, status: int = 200) -> Page:
    """What any page must be: see the sentences below."""
    assert response.status_code == status, f"{url}: {response.status_code}, not {status}"
    assert response.headers["Content-Type"] == "text/html; charset=utf-8", url
    html = response.content.decode()
    parser = html5lib.HTMLParser(
        tree=html5lib.getTreeBuilder("lxml"), strict=True, namespaceHTMLElements=False
    )
    try:
        tree = parser.parse(html).getroot()
    except html5lib.html5parser.ParseError as error:
        line, _column = parser.tokenizer.stream.position()
        shown = html.splitlines()[max(0, line - 2) : line]
        raise AssertionError(f"{url}: not valid HTML near line {line}: {error}; {shown}") from None
    found = problems(tree, html)
    assert not found, f"{url}: " + "; ".join(found)
    return Page(response, tree, response.status_code, html)


def problems(tree: Any, html: str) -> list[str]:
    """What is wrong with a page, in sentences."""
    return [
        *_frame(tree),
        *_ids(tree),
        *_fields(tree),
        *_names(tree),
        *_safety(tree),
        *([] if unicodedata.is_normalized("NFC", html) else ["the text is not NFC"]),
    ]


def _frame(tree: Any) -> list[str]:
    found = []
    if tree.get("lang") not in {"vi", "en"}:
        found.append("no language")
    title = " ".join("".join(tree.xpath("//head/title/text()")).split())
    if not re.fullmatch(r"\S.* – Minh Bạch", title):
        found.append(f"the title says nothing: {title!r}")
    if len(tree.xpath("//h1")) != 1:
        found.append(f"{len(tree.xpath('//h1'))} h1 instead of one")
    if len(tree.xpath("//main")) != 1:
        found.append("not one main")
    levels = [int(e.tag[1]) for e in tree.iter(*HEADINGS)]
    for above, below in pairwise(levels):
        if below > above + 1:
            found.append(f"a heading of level {below} follows one of level {above}")
    return found


def _ids(tree: Any) -> list[str]:
    counts = Counter(tree.xpath("//@id"))
    found = [f"the id {name} stands {n} times" for name, n in counts.items() if n > 1]
    wanted = {(a.split()[0], "for") for a in tree.xpath("//label/@for")}
    for name in ("aria-describedby", "aria-labelledby", "aria-controls", "popovertarget"):
        wanted |= {(part, name) for value in tree.xpath(f"//@{name}") for part in value.split()}
    wanted |= {(h[1:], "href") for h in tree.xpath("//a/@href") if re.fullmatch(r"#.+", h)}
    return found + [f"{name} names no id: {part}" for part, name in wanted if part not in counts]


def _fields(tree: Any) -> list[str]:
    found = []
    labelled = set(tree.xpath("//label/@for"))
    for control in tree.iter("input", "select", "textarea"):
        if control.get("type") in UNLABELLED:
            continue
        named = control.get("aria-label") or control.get("aria-labelledby")
        if control.get("id") not in labelled and not named:
            found.append(f"no label for the field {control.get('name')}")
    for form in tree.iter("form"):
        # The audience of a talk gets no cookie: its forms carry the signed word of their page.
        name = "token" if (form.get("action") or "").startswith("/hoi/") else "csrfmiddlewaretoken"
        token = form.xpath(".//input[@name=$name]", name=name)
        if (form.get("method") or "get").lower() == "post" and not token:
            found.append(f"no CSRF token in the form to {form.get('action')}")
    return found


def _names(tree: Any) -> list[str]:
    found = []
    for element in tree.iter("a", "button", "summary", "th", "h1", "h2", "h3"):
        words = "".join(element.itertext()).strip() or element.get("aria-label")
        if not words and element.tag != "th":
            found.append(f"a {element.tag} without words: {etree.tostring(element)[:80]!r}")
    found += ["an image without alt" for _ in tree.xpath("//img[not(@alt)]")]
    found += [f"“{words}” is shown" for words in ("None",) if words in tree.xpath("//main//text()")]
    return found


def _safety(tree: Any) -> list[str]:
    found = [f"inline style on {e.tag}" for e in tree.xpath("//*[@style]")]
    found += ["a style element" for _ in tree.xpath("//style")]
    found += ["an inline script" for _ in tree.xpath("//script[not(@src)]")]
    for element in tree.iter():
        if isinstance(element.tag, str):
            found += [f"{name} on {element.tag}" for name in element.attrib if name[:2] == "on"]
    for address in tree.xpath("//@href | //@src | //@action"):
        if re.match(r"(?i)(https?:)?//|javascript:", address):
            found.append(f"another host or a script: {address}")
    return found
