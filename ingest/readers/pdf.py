"""PDF: lines in reading order (columns apart), headings by size, tables as tables, page furniture dropped."""

import io
import re
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect

from channel.errors import UnreadableFile
from ingest.readers.tables import rows_to_part
from knowledge.documents import Form, Part, ReadDocument

MEDIA_TYPE = "application/pdf"
MOST_PAGES = 1_500
HEADING_SIZE = 1.14
GUTTER_LINES = 0.75
EDGE = 0.09
REPEATED = 0.5
LINE_GAP = 0.75
SAME_SIZE = 0.6
LEAST_ROWS = 2
COLUMN_ROWS = 8
HEADING_WORDS, HEADING_LINES, BOLD_WORDS = 16, 3, 10
WORD_GAP = 0.18
BULLET = re.compile(r"^\s*([•●▪–\-*‣◦]|\d{1,2}[.)])\s+")
DIGITS = re.compile(r"\d+")
NAMELESS_BULLET = "(cid:127)"
"""How the PDF library shows the code that the standard encodings draw as a bullet."""
LOOSE_MARK = re.compile(r" ([,;:.!?)])(?=\s|$)")


@dataclass(frozen=True)
class Line:
    """A line of text with its place on the page (points from the top left) and its size in points."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool


@dataclass(frozen=True)
class _Table:
    top: float
    bottom: float
    x0: float
    rows: list[list[str]]


@dataclass(frozen=True)
class _Page:
    number: int
    height: float
    width: float
    lines: list[Line]
    tables: list[_Table]
    has_pictures: bool


def read_pdf(content: bytes, name: str) -> ReadDocument:
    """The parts of a PDF.

    Raises:
        UnreadableFile: when it is encrypted, broken, or has too many pages.
    """
    try:
        with pdfplumber.open(io.BytesIO(content)) as pdf:
            count = len(pdf.pages)
            pages = [_page(page) for page in pdf.pages] if count <= MOST_PAGES else []
    except Exception as error:
        inner = error.__cause__ or next(iter(error.args), None)
        if isinstance(error, PDFPasswordIncorrect) or isinstance(inner, PDFPasswordIncorrect):
            raise UnreadableFile(f"{name} is protected by a password.", "Send it without one.") from error
        raise UnreadableFile(
            f"{name} is broken: I cannot open it as a PDF.", "Export it again and send it anew."
        ) from error
    if count > MOST_PAGES:
        raise UnreadableFile(f"{name} has {count} pages; I read up to {MOST_PAGES}.", "Split it and send the parts.")
    scanned = [p.number for p in pages if not p.lines and p.has_pictures]
    warnings = (_scan_warning(name, scanned, len(pages)),) if scanned else ()
    return ReadDocument(name, MEDIA_TYPE, len(pages), tuple(_parts(pages)), warnings)


def _scan_warning(name: str, scanned: list[int], pages: int) -> str:
    if len(scanned) == pages:
        return f"{name} is a scan without a text layer, so there is nothing in it to search."
    return f"Pages {', '.join(map(str, scanned))} of {name} are scans without a text layer and cannot be searched."


def _page(page: Any) -> _Page:  # noqa: ANN401 - pdfplumber's page is untyped
    tables = []
    boxes = []
    for table in page.find_tables():
        rows = [[_cell(cell) for cell in row] for row in table.extract()]
        filled = [row for row in rows if any(row)]
        if _is_grid(filled):
            x0, top, _, bottom = table.bbox
            tables.append(_Table(top, bottom, x0, filled))
            boxes.append(table.bbox)
    words = [
        word
        for word in page.extract_words(extra_attrs=["size", "fontname", "upright"], x_tolerance_ratio=WORD_GAP)
        if word["upright"] and not any(_inside(word, box) for box in boxes)
    ]
    lines = [line for column in _columns(words, float(page.width)) for line in _lines(column)]
    result = _Page(page.page_number, float(page.height), float(page.width), lines, tables, bool(page.images))
    page.close()
    return result


def _is_grid(rows: list[list[str]]) -> bool:
    """Whether ruled boxes are a table: at least half of its rows fill more than one cell."""
    wide = sum(1 for row in rows if sum(map(bool, row)) > 1)
    return len(rows) >= LEAST_ROWS and wide * 2 >= len(rows)


def _cell(cell: str | None) -> str:
    return re.sub(r"\s+", " ", cell or "").replace(NAMELESS_BULLET, "•").strip()


def _inside(word: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    x = (word["x0"] + word["x1"]) / 2
    y = (word["top"] + word["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _columns(words: list[dict[str, Any]], width: float) -> list[list[dict[str, Any]]]:
    """The words by column: one, or what is above, the left, the right, as a two-column page is read."""
    rows = _rows(words)
    middle = width / 2
    split = []
    for row in rows:
        left = [w for w in row if w["x1"] <= middle + width * 0.03]
        right = [w for w in row if w["x0"] >= middle - width * 0.03]
        gap = min((w["x0"] for w in right), default=0) - max((w["x1"] for w in left), default=0)
        split.append(bool(left and right) and len(left) + len(right) == len(row) and gap > width * 0.015)
    wide = [row for row in rows if row[-1]["x1"] - row[0]["x0"] > width * 0.3]
    if len(wide) < COLUMN_ROWS or sum(split) < max(COLUMN_ROWS, GUTTER_LINES * 0.5 * len(rows)):
        return [words]
    first = split.index(True)
    last = len(split) - 1 - split[::-1].index(True)
    between = [w for row in rows[first : last + 1] for w in row]
    return [
        [w for row in rows[:first] for w in row],
        [w for w in between if (w["x0"] + w["x1"]) / 2 < middle],
        [w for w in between if (w["x0"] + w["x1"]) / 2 >= middle],
        [w for row in rows[last + 1 :] for w in row],
    ]


def _rows(words: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    rows: list[list[dict[str, Any]]] = []
    for word in sorted(words, key=lambda w: (w["top"], w["x0"])):
        if rows and word["top"] - rows[-1][0]["top"] < 0.5 * max(1.0, word["bottom"] - word["top"]):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda w: w["x0"]) for row in rows]


def _lines(words: list[dict[str, Any]]) -> Iterator[Line]:
    for row in _rows(words):
        sizes = [w["size"] for w in row]
        yield Line(
            text=LOOSE_MARK.sub(r"\1", " ".join(w["text"] for w in row)).replace(NAMELESS_BULLET, "•"),
            x0=row[0]["x0"],
            x1=row[-1]["x1"],
            top=min(w["top"] for w in row),
            bottom=max(w["bottom"] for w in row),
            size=round(statistics.median(sizes), 1),
            bold=all("bold" in w["fontname"].lower() or "black" in w["fontname"].lower() for w in row),
        )


def _parts(pages: Sequence[_Page]) -> Iterator[Part]:
    furniture = _furniture(pages)
    sizes = [line.size for page in pages for line in page.lines for _ in range(len(line.text))]
    body = statistics.median(sizes) if sizes else 10.0
    headings: dict[float, str] = {}
    header: list[str] | None = None
    for page in pages:
        lines = [line for line in page.lines if (_shape(line.text), _at_edge(line, page)) not in furniture]
        for item in _in_order(lines, page.tables):
            if isinstance(item, _Table):
                rows = item.rows
                if header is not None and rows[0] == header:
                    rows = rows[1:]
                header = item.rows[0]
                if rows:
                    yield rows_to_part([header, *rows] if rows[0] != header else rows, _path(headings), page.number)
                continue
            text = "\n".join(line.text for line in item)
            if _is_heading(item, body):
                _enter(headings, item[0], " ".join(line.text for line in item))
                yield Part("text", text, _path(headings), page.number)
            else:
                form: Form = "list" if BULLET.match(item[0].text) else "text"
                yield Part(form, _flowing(item), _path(headings), page.number)


def _in_order(lines: list[Line], tables: list[_Table]) -> Iterator[Any]:
    """Paragraphs and tables as they follow each other."""
    waiting = sorted(tables, key=lambda t: t.top)
    paragraph: list[Line] = []
    for line in lines:
        while waiting and waiting[0].top <= line.top and (not paragraph or line.top >= paragraph[-1].top):
            if paragraph:
                yield paragraph
                paragraph = []
            yield waiting.pop(0)
        if paragraph and not _continues(paragraph[-1], line):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph
    yield from waiting


def _continues(last: Line, line: Line) -> bool:
    height = max(last.bottom - last.top, 1.0)
    return (
        -height < line.top - last.bottom < LINE_GAP * height
        and abs(line.size - last.size) < SAME_SIZE
        and line.bold == last.bold
        and not BULLET.match(line.text)
    )


def _flowing(lines: list[Line]) -> str:
    """The lines of a paragraph as one text; words broken at a line's end are joined."""
    text = ""
    for line in lines:
        if text.endswith("-") and line.text[:1].islower():
            text = text[:-1] + line.text
        elif text:
            text += " " + line.text
        else:
            text = line.text
    return text


def _is_heading(lines: list[Line], body: float) -> bool:
    words = sum(len(line.text.split()) for line in lines)
    first = lines[0]
    larger = first.size >= body * HEADING_SIZE
    short = words <= HEADING_WORDS and len(lines) <= HEADING_LINES
    return short and (larger or (first.bold and words <= BOLD_WORDS)) and not first.text.endswith((".", ",", ";"))


def _enter(headings: dict[float, str], line: Line, text: str) -> None:
    for size in [s for s in headings if s <= line.size]:
        del headings[size]
    headings[line.size] = text


def _path(headings: dict[float, str]) -> tuple[str, ...]:
    return tuple(headings[size] for size in sorted(headings, reverse=True))


def _at_edge(line: Line, page: _Page) -> str:
    if line.bottom < page.height * EDGE:
        return "head"
    return "foot" if line.top > page.height * (1 - EDGE) else ""


def _shape(text: str) -> str:
    return DIGITS.sub("#", text).strip().casefold()


def _furniture(pages: Sequence[_Page]) -> set[tuple[str, str]]:
    """Lines that stand at the head or foot of at least half of the pages, figures aside."""
    seen: Counter[tuple[str, str]] = Counter()
    for page in pages:
        seen.update({(_shape(line.text), edge) for line in page.lines if (edge := _at_edge(line, page))})
    least = max(2, len(pages) * REPEATED)
    found = {key for key, count in seen.items() if count >= least}
    return found | {key for key in seen if re.fullmatch(r"(page|seite)?\s*#(\s*(/|of|von)\s*#)?", key[0])}
