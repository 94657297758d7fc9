"""HTML, Markdown and plain text."""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag

from ingest.readers.encodings import decoded
from ingest.readers.tables import rows_to_part, tidy
from knowledge.documents import Form, Part, ReadDocument

HTML = "text/html"
MARKDOWN = "text/markdown"
TEXT = "text/plain"
HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*\s*$")
TABLE_LINE = re.compile(r"^\s*\|.*\|\s*$")
RULE = re.compile(r"^\s*\|[\s:|-]+\|\s*$")
ITEM = re.compile(r"^\s*([-*+]|\d+[.)])\s+")
FENCE = re.compile(r"^\s*(```|~~~)")
UNSEEN = ("script", "style", "nav", "footer", "noscript", "template", "head")
BLOCKS = (
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "p",
    "li",
    "table",
    "pre",
    "blockquote",
    "caption",
    "figcaption",
    "dt",
    "dd",
)
DEEPEST = 300


def read_html(content: bytes, name: str) -> ReadDocument:
    """The parts of a page; scripts, navigation and page footers are dropped."""
    soup = BeautifulSoup(content, "lxml")
    for tag in soup(UNSEEN):
        tag.decompose()
    for hidden in soup.select('[hidden], [style*="display:none"], [style*="display: none"]'):
        hidden.decompose()
    return ReadDocument(name, HTML, 1, tuple(_blocks(soup)))


def read_markdown(content: bytes, name: str) -> ReadDocument:
    """The parts of a Markdown text, as they are written."""
    return ReadDocument(name, MARKDOWN, 1, tuple(_markdown(_body(decoded(content, name)).splitlines())))


def read_text(content: bytes, name: str) -> ReadDocument:
    """Paragraphs of a plain text."""
    paragraphs = re.split(r"\n\s*\n", decoded(content, name))
    return ReadDocument(name, TEXT, 1, tuple(Part("text", p.strip()) for p in paragraphs if p.strip()))


def _body(text: str) -> str:
    """Without front matter."""
    match = re.match(r"\A---\n.*?\n---\n", text, re.DOTALL)
    return text[match.end() :] if match else text


def _markdown(lines: list[str]) -> Iterator[Part]:
    headings: dict[int, str] = {}
    block: list[str] = []
    form: Form = "text"
    fenced = False

    def flush() -> Iterator[Part]:
        nonlocal block
        if any(line.strip() for line in block):
            text = "\n".join(block).strip("\n")
            header = "\n".join(block[:2]) if form == "table" and block[2:] and RULE.match(block[1]) else ""
            yield Part(form, text, _path(headings), None, header)
        block = []

    for line in lines:
        if FENCE.match(line):
            fenced = not fenced
        heading = None if fenced else HEADING.match(line)
        if heading:
            yield from flush()
            level = len(heading[1])
            for deeper in [k for k in headings if k >= level]:
                del headings[deeper]
            headings[level] = heading[2]
            form = "text"
            yield Part("text", heading[2], _path(headings))
            continue
        kind: Form = "table" if TABLE_LINE.match(line) else ("list" if ITEM.match(line) else "text")
        if not line.strip() and not fenced:
            yield from flush()
            form = "text"
            continue
        if block and kind != form and not fenced and "table" in (kind, form):
            yield from flush()
        if not block:
            form = kind
        block.append(line.rstrip())
    yield from flush()


def _blocks(soup: BeautifulSoup) -> Iterator[Part]:
    headings: dict[int, str] = {}
    for tag in soup.find_all(BLOCKS):
        if not isinstance(tag, Tag) or tag.find_parent(["table", "li", "blockquote", "pre"]) is not None:
            continue
        if re.fullmatch("h[1-6]", tag.name):
            level = int(tag.name[1])
            for deeper in [k for k in headings if k >= level]:
                del headings[deeper]
            headings[level] = _words(tag)
            yield Part("text", headings[level], _path(headings))
        elif tag.name == "table":
            yield from _html_tables(tag, _path(headings))
        elif text := _words(tag):
            form: Form = "list" if tag.name == "li" else ("caption" if "caption" in tag.name else "text")
            yield Part(form, f"• {text}" if form == "list" else text, _path(headings))
    if not soup.find(BLOCKS) and (text := _words(soup)):
        yield Part("text", text)


def _html_tables(table: Tag, section: tuple[str, ...]) -> Iterator[Part]:
    """A table with spans filled in; tables within it follow by themselves."""
    grid: list[list[str]] = []
    spans: dict[tuple[int, int], str] = {}
    inner: list[Tag] = []
    for r, row in enumerate(tr for tr in table.find_all("tr") if tr.find_parent("table") is table):
        cells: list[str] = []
        for cell in row.find_all(["td", "th"], recursive=False):
            while (r, len(cells)) in spans:
                cells.append(spans.pop((r, len(cells))))
            inner += [t for t in cell.find_all("table") if t.find_parent("table") is table]
            text = _words(cell)
            width, height = (_span(cell, name) for name in ("colspan", "rowspan"))
            for offset in range(width):
                for below in range(1, height):
                    spans[r + below, len(cells) + offset] = text
            cells += [text] * width
        while (r, len(cells)) in spans:
            cells.append(spans.pop((r, len(cells))))
        grid.append(cells)
    if filled := tidy(grid):
        yield rows_to_part(filled, section)
    for nested in inner:
        yield from _html_tables(nested, section)


def _span(cell: Tag, name: str) -> int:
    value = str(cell.get(name) or "1")
    return max(1, min(int(value), DEEPEST)) if value.isdigit() else 1


def _words(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())


def _path(headings: dict[int, str]) -> tuple[str, ...]:
    return tuple(headings[level] for level in sorted(headings))
