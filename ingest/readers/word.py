"""Word: headings, paragraphs, lists, tables within tables, text boxes, notes, what stands above and below each page."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import dirname, join, normpath
from typing import Any

from ingest.readers import ooxml
from ingest.readers.charts import chart_parts
from ingest.readers.numbering import Numbering
from ingest.readers.ooxml import WORD as W
from ingest.readers.tables import BELOW, CONTINUED, merged_part, said
from knowledge.documents import Form, Part, ReadDocument

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HEADING = re.compile(r"^(?:heading|überschrift|titre|rubrik|kop|título) ?(\d)$", re.IGNORECASE)
TITLES = ("title", "titel")
CONTENTS = re.compile(r"^(?:toc|verzeichnis|table of figures|index) ?\d*", re.IGNORECASE)
DEEPEST_TABLE = 8
MOST_COLUMNS = 200
BODY_LEVEL, BOLD_LEVEL = 9, 10
BOLD_WORDS = 10
CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
UNSAID = {f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{W}pPr", f"{W}rPr", f"{CHOICE}Fallback"}
BREAKS = {f"{W}tab": " ", f"{W}br": " ", f"{W}cr": " ", f"{W}noBreakHyphen": "-", f"{W}ptab": " "}
DOCUMENT = "/officeDocument"


@dataclass(frozen=True)
class _Style:
    name: str
    level: int | None
    listed: bool
    number: str
    depth: int
    hidden: bool


class _Package:
    """The parts of a file, by what they are to the document."""

    def __init__(self, content: bytes) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(content))
        self.path = next((p for kind, p in self._related("") if kind.endswith(DOCUMENT)), "word/document.xml")

    def root(self) -> Any:  # noqa: ANN401 - lxml's elements are untyped here
        """The document itself."""
        return ooxml.parsed(self._archive.read(self.path))

    def others(self, kind: str) -> list[Any]:
        """The roots of the parts that the document names as of this kind: styles, footnotes, header …"""
        return [ooxml.parsed(xml) for xml in self.bytes_of(kind)]

    def bytes_of(self, kind: str) -> list[bytes]:
        """The parts that the document names as of this kind."""
        there = set(self._archive.namelist())
        named = [path for relation, path in self._related(self.path) if relation.endswith(f"/{kind}")]
        return [self._archive.read(path) for path in named if path in there]

    def _related(self, path: str) -> list[tuple[str, str]]:
        folder = dirname(path)
        listing = join(folder, "_rels", f"{path.rsplit('/', 1)[-1]}.rels") if path else "_rels/.rels"
        try:
            root = ooxml.parsed(self._archive.read(listing))
        except KeyError:
            return []
        return [
            (str(r.get("Type")), normpath(join(folder, str(r.get("Target")))).lstrip("/"))
            for r in root
            if r.get("TargetMode") != "External"
        ]


def read_docx(content: bytes, name: str) -> ReadDocument:
    """The parts of a Word document, as if all tracked changes were accepted."""
    package = _Package(content)
    root = package.root()
    lists = package.others("numbering")
    reader = _Reader(
        Numbering(lists[0] if lists else None),
        {key: style for sheet in package.others("styles") for key, style in _styles(sheet).items()},
        {key: text for kind in ("footnotes", "endnotes") for key, text in _notes(package, kind).items()},
    )
    parts = list(reader.blocks(root.find(f"{W}body"), 0))
    around = dict.fromkeys(text for kind in ("header", "footer") for text in _margins(package.others(kind)))
    parts += [Part("caption", text) for text in around]
    parts += [part for xml in package.bytes_of("chart") for part in chart_parts(xml, (), None)]
    warnings = []
    if next(root.iter(f"{W}ins", f"{W}del"), None) is not None:
        warnings.append(f"{name} holds tracked changes; I read it as if they were accepted.")
    if package.bytes_of("comments"):
        warnings.append(f"{name} holds comments, which I left out.")
    if reader.hid:
        warnings.append(f"{name} holds hidden text, which I left out.")
    return ReadDocument(name, DOCX, 1, tuple(parts), tuple(warnings))


def _styles(root: Any) -> dict[str, _Style]:  # noqa: ANN401 - see above
    styles: dict[str, _Style] = {}
    for style in root.iter(f"{W}style"):
        named = style.find(f"{W}name")
        name = str(named.get(f"{W}val")) if named is not None else ""
        outline = style.find(f"{W}pPr/{W}outlineLvl")
        match = HEADING.match(name)
        level = int(match[1]) if match else (0 if name.lower() in TITLES else None)
        if level is None and outline is not None and int(outline.get(f"{W}val", BODY_LEVEL)) < BODY_LEVEL:
            level = int(outline.get(f"{W}val")) + 1
        counted = style.find(f"{W}pPr/{W}numPr")
        styles[str(style.get(f"{W}styleId"))] = _Style(
            name,
            level,
            name.lower().startswith("list") or counted is not None,
            *(_counted(counted) if counted is not None else ("", 0)),
            style.find(f"{W}rPr/{W}vanish") is not None,
        )
    return styles


def _counted(mark: Any) -> tuple[str, int]:  # noqa: ANN401 - see above
    """The list that a paragraph or style belongs to, and the level in it."""
    number, level = mark.find(f"{W}numId"), mark.find(f"{W}ilvl")
    depth = str(level.get(f"{W}val", "0")) if level is not None else "0"
    return str(number.get(f"{W}val", "")) if number is not None else "", int(depth) if depth.isdecimal() else 0


def _notes(package: _Package, kind: str) -> dict[tuple[str, str], str]:
    tag = f"{W}{kind[:-1]}"
    return {
        (kind[:-1], str(note.get(f"{W}id"))): _plain(note)
        for root in package.others(kind)
        for note in root.iter(tag)
        if note.get(f"{W}type") is None
    }


def _margins(roots: list[Any]) -> Iterator[str]:
    for root in roots:
        lines = [text for p in root.iter(f"{W}p") if (text := _plain(p))]
        text = "\n".join(dict.fromkeys(lines))
        if any(c.isalpha() for c in re.sub(r"\b(?:page|seite|of|von)\b", "", text, flags=re.IGNORECASE)):
            yield text


def _plain(element: Any) -> str:  # noqa: ANN401 - see above
    return " ".join("".join(_said(element)).split())


def _said(element: Any) -> Iterator[str]:  # noqa: ANN401 - see above
    """The words in an element as a reader sees them: insertions in, deletions out, each text box once."""
    for child in element:
        if child.tag in UNSAID or not isinstance(child.tag, str) or child.tag == f"{W}txbxContent":
            continue
        if child.tag in (f"{W}t", MATHS):
            yield child.text or ""
        elif child.tag in BREAKS:
            yield BREAKS[child.tag]
        elif child.tag != f"{W}r" or not _vanishes(child):
            yield from _said(child)
            if child.tag == f"{W}p":
                yield " "


def _vanishes(run: Any) -> bool:  # noqa: ANN401 - see above
    mark = run.find(f"{W}rPr/{W}vanish")
    return mark is not None and mark.get(f"{W}val") not in ("0", "false", "off")


class _Reader:
    """Reads blocks in order, keeping the headings above."""

    def __init__(self, numbering: Numbering, styles: dict[str, _Style], notes: dict[tuple[str, str], str]) -> None:
        self._numbering = numbering
        self._styles = styles
        self._notes = notes
        self._headings: dict[int, str] = {}
        self.hid = False

    @property
    def _path(self) -> tuple[str, ...]:
        return tuple(self._headings[level] for level in sorted(self._headings))

    def blocks(self, holder: Any, depth: int) -> Iterator[Part]:  # noqa: ANN401 - see above
        """Paragraphs, lists and tables, also those in content controls and text boxes."""
        items: list[str] = []
        for block in _children(holder):
            style = self._style(block)
            text = _plain(block) if block.tag == f"{W}p" else ""
            number = self._number(block, style) if text else ""
            if text and self._is_item(block, style):
                items.append(f"{number or '•'} {text}")
            else:
                if items and (text or block.tag == f"{W}tbl"):
                    yield Part("list", "\n".join(items), self._path)
                    items = []
                if block.tag == f"{W}tbl":
                    yield from self._table(block, depth)
                elif text and not (style and CONTENTS.match(style.name)):
                    yield self._paragraph(block, style, f"{number} {text}".strip(), depth)
            yield from self._beside(block, depth)
        if items:
            yield Part("list", "\n".join(items), self._path)

    def _paragraph(self, block: Any, style: _Style | None, text: str, depth: int) -> Part:  # noqa: ANN401 - see above
        level = self._level(block, style)
        if level is None and depth == 0 and _is_shouted(block, text):
            level = BOLD_LEVEL
        if level is not None:
            for deeper in [k for k in self._headings if k >= level]:
                del self._headings[deeper]
            self._headings[level] = text
        form: Form = "caption" if style and "caption" in style.name.lower() else "text"
        return Part(form, text, self._path)

    def _beside(self, block: Any, depth: int) -> Iterator[Part]:  # noqa: ANN401 - see above
        """Text boxes and notes that hang on a paragraph."""
        if block.tag != f"{W}p":
            return
        for run in block.iter(f"{W}r"):
            self.hid = self.hid or (_vanishes(run) and bool("".join(t.text or "" for t in run.iter(f"{W}t")).strip()))
        if depth < DEEPEST_TABLE:
            for box in block.iter(f"{W}txbxContent"):
                if not _is_fallback(box, block):
                    yield from self.blocks(box, depth + 1)
            yield from self._drawn(block)
        for kind in ("footnote", "endnote"):
            for mark in block.iter(f"{W}{kind}Reference"):
                if text := self._notes.get((kind, str(mark.get(f"{W}id"))), ""):
                    yield Part("text", text, self._path)

    def _drawn(self, block: Any) -> Iterator[Part]:  # noqa: ANN401 - see above
        """Words in drawings that are no text boxes."""
        lines = [
            line for p in block.iter(f"{ooxml.DRAWING}p") if not _is_fallback(p, block) and (line := _drawn_words(p))
        ]
        if lines:
            yield Part("text", "\n".join(lines), self._path)

    def _table(self, table: Any, depth: int) -> Iterator[Part]:  # noqa: ANN401 - see above
        rows: list[list[str]] = []
        nested: list[Any] = []
        marked = 0
        for row in _children(table, f"{W}tr"):
            cells: list[str] = []
            for cell in _children(row, f"{W}tc"):
                above = rows[-1][len(cells)] if rows and _goes_on(cell) and len(cells) < len(rows[-1]) else ""
                span = cell.find(f"{W}tcPr/{W}gridSpan")
                width = min(int(span.get(f"{W}val", 1)), MOST_COLUMNS) if span is not None else 1
                text = said(above) or self._cell(cell)
                first = BELOW + text if above else text
                cells += [first, *[CONTINUED + text if text else ""] * (width - 1)]
                nested += [inner for inner in _children(cell) if inner.tag == f"{W}tbl"]
            if row.find(f"{W}trPr/{W}tblHeader") is not None and marked == len(rows):
                marked += 1
            rows.append(cells)
        if part := merged_part(rows, self._path, marked=marked):
            yield part
        if depth < DEEPEST_TABLE:
            for inner in nested:
                yield from self._table(inner, depth + 1)

    def _cell(self, cell: Any) -> str:  # noqa: ANN401 - see above
        texts = []
        for block in _children(cell, f"{W}p"):
            boxes = [box for box in block.iter(f"{W}txbxContent") if not _is_fallback(box, block)]
            texts += [_plain(block), *map(_plain, boxes)]
        return " ".join(filter(None, texts))

    def _style(self, block: Any) -> _Style | None:  # noqa: ANN401 - see above
        named = block.find(f"{W}pPr/{W}pStyle")
        return self._styles.get(str(named.get(f"{W}val"))) if named is not None else None

    def _number(self, block: Any, style: _Style | None) -> str:  # noqa: ANN401 - see above
        """What Word draws before a paragraph that is counted."""
        found = block.find(f"{W}pPr/{W}numPr")
        number, level = _counted(found) if found is not None else ("", 0)
        if style is not None:
            number, level = number or style.number, level if found is not None else style.depth
        return self._numbering.next(number, level) if number else ""

    def _is_item(self, block: Any, style: _Style | None) -> bool:  # noqa: ANN401 - see above
        numbered = block.find(f"{W}pPr/{W}numPr/{W}numId")
        listed = numbered.get(f"{W}val") != "0" if numbered is not None else bool(style and style.listed)
        return listed and self._level(block, style) is None

    @staticmethod
    def _level(block: Any, style: _Style | None) -> int | None:  # noqa: ANN401 - see above
        outline = block.find(f"{W}pPr/{W}outlineLvl")
        if outline is not None and int(outline.get(f"{W}val", BODY_LEVEL)) < BODY_LEVEL:
            return int(outline.get(f"{W}val")) + 1
        return style.level if style else None


def _drawn_words(paragraph: Any) -> str:  # noqa: ANN401 - see above
    return "".join(text.text or "" for text in paragraph.iter(f"{ooxml.DRAWING}t")).strip()


def _is_shouted(block: Any, text: str) -> bool:  # noqa: ANN401 - see above
    """Whether a short paragraph is all bold: a heading by looks, where its author knew no styles."""
    if len(text.split()) > BOLD_WORDS or text.endswith((".", ",", ";", "!")):
        return False
    runs = [r for r in block.iter(f"{W}r") if any((t.text or "").strip() for t in r.iter(f"{W}t"))]
    marks = [r.find(f"{W}rPr/{W}b") for r in runs]
    return bool(runs) and all(m is not None and m.get(f"{W}val") not in ("0", "false", "off") for m in marks)


def _goes_on(cell: Any) -> bool:  # noqa: ANN401 - see above
    """Whether a cell is merged with the one above it."""
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(f"{W}val") != "restart"


def _children(holder: Any, *tags: str) -> Iterator[Any]:  # noqa: ANN401 - see above
    """The blocks in something, content controls and tracked insertions opened."""
    wanted = tags or (f"{W}p", f"{W}tbl")
    for child in holder if holder is not None else ():
        if child.tag in wanted:
            yield child
        elif child.tag == f"{W}sdt":
            yield from _children(child.find(f"{W}sdtContent"), *tags)
        elif child.tag in (f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag"):
            yield from _children(child, *tags)


def _is_fallback(box: Any, block: Any) -> bool:  # noqa: ANN401 - see above
    """Whether a text box is the copy of another for old programs, or stands within another one."""
    for holder in box.iterancestors():
        if holder is block:
            return False
        if holder.tag in (f"{CHOICE}Fallback", f"{W}txbxContent"):
            return True
    return False
