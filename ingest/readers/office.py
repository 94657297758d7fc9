"""Word and PowerPoint: headings, paragraphs, lists, tables (nested ones too), notes."""

import io
import re
from collections.abc import Iterator
from typing import Any

import docx
from docx.table import Table
from docx.text.paragraph import Paragraph
from pptx import Presentation

from ingest.readers.tables import rows_to_part, tidy
from knowledge.documents import Form, Part, ReadDocument

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
HEADING = re.compile(r"^(?:Heading|Überschrift|Titre) ?(\d)$", re.IGNORECASE)
DEEPEST_TABLE = 8


def read_docx(content: bytes, name: str) -> ReadDocument:
    """The parts of a Word document, text boxes and foot notes aside."""
    document = docx.Document(io.BytesIO(content))
    headings: dict[int, str] = {}
    return ReadDocument(name, DOCX, 1, tuple(_blocks(document.iter_inner_content(), headings, 0)))


def read_pptx(content: bytes, name: str) -> ReadDocument:
    """The parts of a presentation: each slide's title, texts, tables and speaker's notes."""
    deck = Presentation(io.BytesIO(content))
    parts = [part for number, slide in enumerate(deck.slides, 1) for part in _slide(slide, number)]
    return ReadDocument(name, PPTX, len(deck.slides), tuple(parts))


def _blocks(blocks: Any, headings: dict[int, str], depth: int) -> Iterator[Part]:  # noqa: ANN401 - python-docx is untyped
    items: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph) and _is_item(block) and block.text.strip():
            items.append(f"• {block.text.strip()}")
            continue
        if items:
            yield Part("list", "\n".join(items), _path(headings))
            items = []
        if isinstance(block, Table):
            yield from _table(block, headings, depth)
        elif block.text.strip():
            level = _level(block)
            if level is not None:
                for deeper in [k for k in headings if k >= level]:
                    del headings[deeper]
                headings[level] = block.text.strip()
            form: Form = "caption" if (block.style and "caption" in str(block.style.name).lower()) else "text"
            yield Part(form, block.text.strip(), _path(headings))
    if items:
        yield Part("list", "\n".join(items), _path(headings))


def _table(table: Table, headings: dict[int, str], depth: int) -> Iterator[Part]:
    rows: list[list[str]] = []
    nested: list[Table] = []
    for row in table.rows:
        cells: list[str] = []
        before = None
        for cell in row.cells:
            if cell._tc is before:  # noqa: SLF001 - a merged cell comes once for each column it spans
                continue
            before = cell._tc  # noqa: SLF001 - no public way
            cells.append(" ".join(_cell_texts(cell)))
            nested += cell.tables
        rows.append(cells)
    if filled := tidy(rows):
        yield rows_to_part(filled, _path(headings))
    if depth < DEEPEST_TABLE:
        for inner in nested:
            yield from _table(inner, headings, depth + 1)


def _cell_texts(cell: Any) -> Iterator[str]:  # noqa: ANN401 - python-docx is untyped
    for paragraph in cell.paragraphs:
        if text := paragraph.text.strip():
            yield text


def _is_item(paragraph: Paragraph) -> bool:
    style = str(paragraph.style.name).lower() if paragraph.style else ""
    numbered = paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None  # noqa: SLF001 - no public way
    return (style.startswith(("list", "liste")) or numbered) and _level(paragraph) is None


def _level(paragraph: Paragraph) -> int | None:
    style = str(paragraph.style.name) if paragraph.style else ""
    if style in ("Title", "Titel"):
        return 0
    match = HEADING.match(style)
    return int(match[1]) if match else None


def _path(headings: dict[int, str]) -> tuple[str, ...]:
    return tuple(headings[level] for level in sorted(headings))


def _slide(slide: Any, number: int) -> Iterator[Part]:  # noqa: ANN401 - python-pptx is untyped
    title = slide.shapes.title
    heading = title.text_frame.text.strip() if title is not None and title.has_text_frame else ""
    section = (heading,) if heading else ()
    if heading:
        yield Part("text", heading, section, number)
    for shape in _shapes(slide.shapes):
        if shape == title:
            continue
        if getattr(shape, "has_table", False):
            rows = [[cell.text.strip() for cell in row.cells] for row in shape.table.rows]
            if filled := tidy(rows):
                yield rows_to_part(filled, section, number)
        elif shape.has_text_frame and shape.text_frame.text.strip():
            lines = [p.text.strip() for p in shape.text_frame.paragraphs if p.text.strip()]
            yield Part("list" if len(lines) > 1 else "text", "\n".join(lines), section, number)
    notes = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
    if notes and (text := notes.text.strip()):
        yield Part("notes", text, section, number)


def _shapes(shapes: Any) -> Iterator[Any]:  # noqa: ANN401 - python-pptx is untyped
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from _shapes(shape.shapes)
        else:
            yield shape
