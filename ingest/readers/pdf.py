"""PDF: lines in reading order (columns apart), headings by size, tables as tables, page furniture dropped."""

import io
import re
import statistics
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect

from channel.errors import UnreadableFile
from ingest.readers import layout, ocr, pdf_charts
from ingest.readers.layout import BULLET, Box, Grid, Line, Word
from ingest.readers.pdf_forms import filled_fields, upright
from ingest.readers.tables import rows_to_part
from knowledge.documents import Form, Part, ReadDocument

MEDIA_TYPE = "application/pdf"
MOST_PAGES = 1_500
MOST_MARKS = 400_000
"""Letters, lines and boxes on one page; drawings may hold millions."""
HEADING_SIZE = 1.14
EDGE = 0.09
REPEATED = 0.5
LINE_GAP = 0.75
SAME_SIZE = 0.6
SAME_EDGE = 4.0
LEAST_ROWS = 2
HEADING_WORDS, HEADING_LINES, BOLD_WORDS = 16, 3, 10
WORD_GAP = 0.18
DOUBLED = 0.9
SCAN_WORDS, SCAN_COVER = 8, 0.3
NAMELESS_SHARE = 0.4
DIGITS = re.compile(r"\d+")
CAPTION = re.compile(r"^(?:figure|fig\.|abbildung|abb\.|table|tabelle|tab\.|chart|diagramm)\s*\d", re.IGNORECASE)
PAGE_NUMBER = re.compile(r"[-–—| ]*(?:page|seite|p\.|s\.)?\s*#(?:\s*(?:/|of|von)\s*#)?[-–—| ]*")
NAMELESS_BULLET = "(cid:127)"
"""How the PDF library shows the code that the standard encodings draw as a bullet."""
NAMELESS = re.compile(r"\(cid:\d+\)")


@dataclass(frozen=True)
class _Page:
    number: int
    height: float
    items: list[Line | Grid]
    charts: list[list[Line]]
    fields: str
    is_scan: bool


def read_pdf(content: bytes, name: str) -> ReadDocument:
    """The parts of a PDF. Pages of pictures alone are read by OCR where Tesseract is installed.

    Raises:
        UnreadableFile: when it is encrypted, broken, or has too many pages.
    """
    try:
        with pdfplumber.open(io.BytesIO(upright(content))) as pdf:
            _check_length(len(pdf.pages), name)
            fields = filled_fields(pdf)
            pages = [_page(page, fields.get(page.page_number, "")) for page in pdf.pages]
    except (UnreadableFile, MemoryError):
        raise
    except Exception as error:
        raise _unopened(error, name) from error
    scanned = [p.number for p in pages if p.is_scan]
    read = _by_ocr(content, scanned)
    left = [number for number in scanned if number not in read]
    warnings = [_scan_warning(name, left, len(pages))] if left else []
    if read:
        warnings.append(
            f"{_pages(list(read))} of {name} was read from a picture; check figures before relying on them."
        )
    return ReadDocument(name, MEDIA_TYPE, len(pages), tuple(_parts(pages, read)), tuple(warnings))


def _by_ocr(content: bytes, scanned: list[int]) -> dict[int, tuple[str, ...]]:
    """The paragraphs on scanned pages, for those that could be read in time."""
    if not scanned or not ocr.is_installed():
        return {}
    return {scan.page: scan.paragraphs for scan in ocr.read_pages(content, scanned) if scan.paragraphs}


def _check_length(count: int, name: str) -> None:
    if count > MOST_PAGES:
        raise UnreadableFile(f"{name} has {count} pages; I read up to {MOST_PAGES}.", "Split it and send the parts.")


def _unopened(error: Exception, name: str) -> UnreadableFile:
    inner = error.__cause__ or next(iter(error.args), None)
    if isinstance(error, PDFPasswordIncorrect) or isinstance(inner, PDFPasswordIncorrect):
        return UnreadableFile(f"{name} is protected by a password.", "Send it without one.")
    return UnreadableFile(f"{name} is broken: I cannot open it as a PDF.", "Export it again and send it anew.")


def _scan_warning(name: str, scanned: list[int], pages: int) -> str:
    if len(scanned) == pages:
        return f"{name} is a scan without a text layer, so there is nothing in it to search."
    return f"{_pages(scanned)} of {name} has no text layer (a scan) and cannot be searched."


def _pages(numbers: list[int]) -> str:
    return f"Page {', '.join(map(str, numbers))}"


def _page(page: Any, fields: str) -> _Page:  # noqa: ANN401 - pdfplumber's page is untyped
    if _is_doubled(page.chars):
        page = page.dedupe_chars()
    drawn = len(page.rects) + len(page.lines) + len(page.curves)
    grids = list(_ruled(page)) if drawn * 10 < MOST_MARKS and not _is_nameless(page.chars) else []
    nameless = _is_nameless(page.chars)
    words = [] if nameless else [_word(w) for w in _words(page) if w["upright"]]
    words = [w for w in pdf_charts.without_axes(words) if not any(g.box.holds(w) for g in grids)]
    filled = [_box(r) for r in page.rects if r.get("fill") and not any(_within(r, g.box) for g in grids)]
    charts = []
    for chart in pdf_charts.charts(filled, words):
        inside = [w for w in words if chart.holds(w)]
        words = [w for w in words if not chart.holds(w)]
        charts.append([layout.line_of(row) for row in layout.rows_of(inside)])
    items = _with_grids(layout.in_order(words), grids)
    is_scan = nameless or (len(words) < SCAN_WORDS and not grids and not fields and _is_covered(page))
    result = _Page(page.page_number, float(page.height), items, [c for c in charts if c], fields, is_scan)
    page.close()
    return result


def _is_covered(page: Any) -> bool:  # noqa: ANN401 - see above
    """Whether pictures cover much of the page."""
    area = sum(max(0, i["x1"] - i["x0"]) * max(0, i["bottom"] - i["top"]) for i in page.images)
    return bool(area >= SCAN_COVER * float(page.width) * float(page.height))


def _is_nameless(chars: list[dict[str, Any]]) -> bool:
    """Whether the page's fonts do not say which letters they draw, so that only a picture of it can be read."""
    return len(chars) > SCAN_WORDS and sum("(cid:" in c["text"] for c in chars) > NAMELESS_SHARE * len(chars)


def _is_doubled(chars: list[dict[str, Any]]) -> bool:
    """Whether letters are drawn twice, a little apart, to look bold."""
    places = {(c["text"], round(c["x0"] / 2), round(c["top"] / 2)) for c in chars if c["text"].strip()}
    return len(places) < DOUBLED * sum(1 for c in chars if c["text"].strip())


def _words(page: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - see above
    words: list[dict[str, Any]] = page.extract_words(
        extra_attrs=["size", "fontname", "upright"], x_tolerance_ratio=WORD_GAP
    )
    return words


def _word(word: dict[str, Any]) -> Word:
    font = str(word["fontname"]).lower()
    return Word(
        text=_named(word["text"]),
        x0=float(word["x0"]),
        x1=float(word["x1"]),
        top=float(word["top"]),
        bottom=float(word["bottom"]),
        size=float(word["size"]) or 1.0,
        bold="bold" in font or "black" in font or "heavy" in font,
    )


def _named(text: str) -> str:
    return NAMELESS.sub("", text.replace(NAMELESS_BULLET, "•")) if "(cid:" in text else text


def _box(drawn: dict[str, Any]) -> Box:
    return Box(float(drawn["x0"]), float(drawn["top"]), float(drawn["x1"]), float(drawn["bottom"]))


def _within(drawn: dict[str, Any], box: Box) -> bool:
    return bool(drawn["top"] >= box.top - 2 and drawn["bottom"] <= box.bottom + 2)


def _ruled(page: Any) -> Iterator[Grid]:  # noqa: ANN401 - see above
    for table in page.find_tables():
        rows = [tuple(_cell(cell) for cell in row) for row in table.extract(x_tolerance_ratio=WORD_GAP)]
        filled = [row for row in rows if any(row)]
        if _is_grid(filled):
            x0, top, x1, bottom = table.bbox
            yield Grid(Box(x0, top, x1, bottom), tuple(filled))


def _is_grid(rows: Sequence[Sequence[str]]) -> bool:
    """Whether ruled boxes are a table: at least half of its rows fill more than one cell."""
    wide = sum(1 for row in rows if sum(map(bool, row)) > 1)
    return len(rows) >= LEAST_ROWS and wide * 2 >= len(rows)


def _cell(cell: str | None) -> str:
    return re.sub(r"\s+", " ", _named(cell or "")).strip()


def _with_grids(items: list[Line | Grid], grids: list[Grid]) -> list[Line | Grid]:
    """Ruled tables put where they stand: before the first thing below them that follows something above them."""
    placed = list(items)
    for grid in sorted(grids, key=lambda g: g.top, reverse=True):
        index = next(
            (
                i
                for i, item in enumerate(placed)
                if item.top >= grid.top and (i == 0 or placed[i - 1].top <= grid.top or i == len(placed) - 1)
            ),
            len(placed),
        )
        placed.insert(index, grid)
    return placed


def _parts(pages: Sequence[_Page], scans: Mapping[int, tuple[str, ...]]) -> Iterator[Part]:
    furniture = _furniture(pages)
    sizes = [line.size for page in pages for line in _lines(page) for _ in range(len(line.text))]
    body = statistics.median(sizes) if sizes else 10.0
    headings: dict[float, str] = {}
    above: Grid | None = None
    for page in pages:
        first = True
        kept = [i for i in page.items if isinstance(i, Grid) or (_shape(i.text), _edge(i, page)) not in furniture]
        for item in _blocks(kept):
            if isinstance(item, Grid):
                above = _continued(item, above if first else None)
                yield rows_to_part(above.rows, _path(headings), page.number)
            elif _is_heading(item, body):
                text = " ".join(line.text for line in item)
                _enter(headings, item[0], text)
                yield Part("text", "\n".join(line.text for line in item), _path(headings), page.number)
            else:
                yield Part(_form(item), _flowing(item), _path(headings), page.number)
            first = False
        for chart in page.charts:
            yield Part("caption", "\n".join(line.text for line in chart), _path(headings), page.number)
        for paragraph in scans.get(page.number, ()):
            yield Part("text", paragraph, _path(headings), page.number)
        if page.fields:
            yield Part("list", page.fields, _path(headings), page.number)
        above = above if kept and isinstance(kept[-1], Grid) else None


def _lines(page: _Page) -> list[Line]:
    return [item for item in page.items if isinstance(item, Line)]


def _continued(grid: Grid, above: Grid | None) -> Grid:
    """The table with the header of the one that ended the page before, if it goes on: the same columns and edges."""
    if above is None or len(above.rows[0]) != len(grid.rows[0]):
        return grid
    header = above.rows[0]
    if grid.rows[0] == header:
        return grid
    same = abs(above.box.x0 - grid.box.x0) <= SAME_EDGE and abs(above.box.x1 - grid.box.x1) <= SAME_EDGE
    is_header = not any(DIGITS.search(cell) for cell in grid.rows[0]) and all(grid.rows[0])
    return replace(grid, rows=(header, *grid.rows)) if same and not is_header else grid


def _blocks(items: Sequence[Line | Grid]) -> Iterator[list[Line] | Grid]:
    """Paragraphs and tables as they follow each other."""
    paragraph: list[Line] = []
    for item in items:
        if paragraph and (isinstance(item, Grid) or not _continues(paragraph[-1], item)):
            yield paragraph
            paragraph = []
        if isinstance(item, Grid):
            yield item
        else:
            paragraph.append(item)
    if paragraph:
        yield paragraph


def _continues(last: Line, line: Line) -> bool:
    height = max(last.bottom - last.top, 1.0)
    return (
        -height < line.top - last.bottom < LINE_GAP * height
        and abs(line.size - last.size) < SAME_SIZE
        and line.bold == last.bold
        and not BULLET.match(line.text)
        and not CAPTION.match(line.text)
    )


def _form(lines: list[Line]) -> Form:
    if BULLET.match(lines[0].text):
        return "list"
    return "caption" if CAPTION.match(lines[0].text) else "text"


def _flowing(lines: list[Line]) -> str:
    """The lines of a paragraph as one text; words broken at a line's end are joined."""
    text = ""
    for line in lines:
        if text.endswith("\u00ad") or (re.search(r"[^\W\d]-$", text) and line.text[:1].islower()):
            text = text[:-1] + line.text
        elif text:
            text += " " + line.text
        else:
            text = line.text
    return text.replace("\u00ad", "")


def _is_heading(lines: list[Line], body: float) -> bool:
    words = sum(len(line.text.split()) for line in lines)
    first = lines[0]
    larger = first.size >= body * HEADING_SIZE
    short = words <= HEADING_WORDS and len(lines) <= HEADING_LINES
    said = any(c.isalpha() for c in first.text) and not first.text.endswith((".", ",", ";"))
    return short and said and (larger or (first.bold and words <= BOLD_WORDS))


def _enter(headings: dict[float, str], line: Line, text: str) -> None:
    for size in [s for s in headings if s <= line.size]:
        del headings[size]
    headings[line.size] = text


def _path(headings: dict[float, str]) -> tuple[str, ...]:
    return tuple(headings[size] for size in sorted(headings, reverse=True))


def _edge(line: Line, page: _Page) -> str:
    if line.bottom < page.height * EDGE:
        return "head"
    return "foot" if line.top > page.height * (1 - EDGE) else ""


def _shape(text: str) -> str:
    return DIGITS.sub("#", text).strip().casefold()


def _furniture(pages: Sequence[_Page]) -> set[tuple[str, str]]:
    """Lines that stand at the head or foot of at least half of the pages, figures aside; and page numbers."""
    seen: Counter[tuple[str, str]] = Counter()
    for page in pages:
        seen.update({(_shape(line.text), edge) for line in _lines(page) if (edge := _edge(line, page))})
    least = max(2, len(pages) * REPEATED)
    found = {key for key, count in seen.items() if count >= least}
    return found | {key for key in seen if PAGE_NUMBER.fullmatch(key[0])}
