"""HTML, Markdown and plain text."""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from ingest.readers.encodings import decoded
from ingest.readers.tables import BELOW, CONTINUED, merged_part
from knowledge.documents import Form, Part, ReadDocument

HTML = "text/html"
MARKDOWN = "text/markdown"
TEXT = "text/plain"
HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*\s*$")
TABLE_LINE = re.compile(r"^\s*\|.*\|\s*$")
RULE = re.compile(r"^\s*\|[\s:|-]+\|\s*$")
ITEM = re.compile(r"^\s*([-*+]|\d+[.)])\s+")
FENCE = re.compile(r"^\s*(```|~~~)")
UNSEEN = (
    "script",
    "style",
    "nav",
    "footer",
    "noscript",
    "template",
    "head",
    "svg",
    "math",
    "select",
    "button",
    "iframe",
    "object",
)
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d]*[1-9])", re.IGNORECASE)
INLINE = re.compile(
    "a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|img|ins|kbd|label|mark|q|s|samp|small|span|strike"
    "|strong|sub|sup|time|tt|u|var|wbr"
)
CAPTIONS = ("caption", "figcaption")
MOST_SPAN = 300
LAYOUT_TABLE = ("h1", "h2", "h3", "p", "ul", "ol", "table", "div")


def read_html(content: bytes, name: str) -> ReadDocument:
    """The parts of a page; scripts, navigation, page footers and what is hidden are dropped."""
    soup = BeautifulSoup(content, "lxml")
    title = _words(soup.title) if soup.title else ""
    for tag in soup(UNSEEN):
        tag.decompose()
    for hidden in [tag for tag in soup.find_all(style=HIDDEN) + soup.select("[hidden]") if isinstance(tag, Tag)]:
        hidden.decompose()
    reader = _Page({0: title} if title and not soup.find("h1") else {})
    try:
        parts = tuple(reader.read(soup, title))
    except RecursionError:  # nobody nests that deep on purpose: the words are kept, their structure is not
        parts = (Part("text", _words(soup)),)
    return ReadDocument(name, HTML, 1, parts)


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


class _Page:
    """Reads a page from the top, keeping the headings above and the words not yet told."""

    def __init__(self, headings: dict[int, str]) -> None:
        self._headings = headings
        self._held: list[str] = []

    def read(self, soup: BeautifulSoup, title: str) -> Iterator[Part]:
        """The parts of the page; its title first where it has no heading of the first rank."""
        if self._headings:
            yield Part("text", title, (title,))
        yield from self._walk(soup, "text")
        yield from self._told("text")

    def _walk(self, holder: Tag, form: Form) -> Iterator[Part]:
        for child in list(holder.children):
            if isinstance(child, Tag):
                yield from self._tag(child, form)
            elif type(child) is NavigableString:
                self._held.append(str(child))

    def _tag(self, tag: Tag, form: Form) -> Iterator[Part]:
        if INLINE.fullmatch(tag.name):
            yield from self._walk(tag, form)
            return
        if tag.name == "br":
            self._held.append(" ")
            return
        yield from self._told(form)
        if re.fullmatch("h[1-6]", tag.name):
            yield from self._heading(tag)
        elif tag.name == "table" and not _is_layout(tag):
            yield from _html_tables(tag, _path(self._headings))
        elif tag.name == "pre":
            if text := tag.get_text().strip("\n"):
                yield Part("text", text, _path(self._headings))
        else:
            inner: Form = "list" if tag.name == "li" else "caption" if tag.name in CAPTIONS else form
            inner = "text" if tag.name in ("table", "td", "th") else inner
            yield from self._walk(tag, inner)
            yield from self._told(inner)

    def _heading(self, tag: Tag) -> Iterator[Part]:
        level, text = int(tag.name[1]), _words(tag)
        if text:
            for deeper in [k for k in self._headings if k >= level]:
                del self._headings[deeper]
            self._headings[level] = text
            yield Part("text", text, _path(self._headings))

    def _told(self, form: Form) -> Iterator[Part]:
        text = " ".join("".join(self._held).split())
        self._held = []
        if text:
            yield Part(form, f"• {text}" if form == "list" else text, _path(self._headings))


def _is_layout(table: Tag) -> bool:
    """Whether a table only puts things side by side: a single cell, or a few that hold whole blocks."""
    cells = [cell for cell in table.find_all(["td", "th"]) if cell.find_parent("table") is table]
    if table.get("role") == "presentation" or len(cells) <= 1:
        return True
    blocks = sum(1 for cell in cells if isinstance(cell, Tag) and len(cell.find_all(LAYOUT_TABLE)) > 1)
    return table.find("th") is None and blocks * 2 > len(cells)


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
                    marks = (CONTINUED if offset else "") + BELOW
                    spans[r + below, len(cells) + offset] = marks + text if text else ""
            cells += [text, *[CONTINUED + text if text else ""] * (width - 1)]
        while (r, len(cells)) in spans:
            cells.append(spans.pop((r, len(cells))))
        grid.append(cells)
    caption = table.find("caption")
    if isinstance(caption, Tag) and caption.find_parent("table") is table and (text := _words(caption)):
        yield Part("caption", text, section)
    heads = [tr for tr in table.find_all("tr") if tr.find_parent("thead") and tr.find_parent("table") is table]
    if part := merged_part(grid, section, marked=len(heads)):
        yield part
    for nested in inner:
        yield from _html_tables(nested, section)


def _span(cell: Tag, name: str) -> int:
    value = str(cell.get(name) or "1")
    return max(1, min(int(value), MOST_SPAN)) if value.isdigit() else 1


def _words(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())


def _path(headings: dict[int, str]) -> tuple[str, ...]:
    return tuple(headings[level] for level in sorted(headings))
