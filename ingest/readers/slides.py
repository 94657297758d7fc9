"""PowerPoint: each slide's title, texts, tables, charts' figures and the speaker's notes."""

import io
import re
from collections.abc import Iterator
from typing import Any

from pptx import Presentation

from ingest.readers.charts import chart_parts
from ingest.readers.tables import BELOW, CONTINUED, merged_part, said
from knowledge.documents import Part, ReadDocument

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
DIAGRAM = "/diagramData"
DEEPEST_GROUP = 10
FIELDS = ("SLIDE_NUMBER", "DATE", "FOOTER")


def read_pptx(content: bytes, name: str) -> ReadDocument:
    """The parts of a presentation; hidden slides are read, too, and named in a warning."""
    deck = Presentation(io.BytesIO(content))
    parts: list[Part] = []
    hidden = []
    for number, slide in enumerate(deck.slides, 1):
        parts += _slide(slide, number)
        if slide.element.get("show") in ("0", "false"):
            hidden.append(str(number))
    warnings = [f"Hidden slides in {name}: {', '.join(hidden)}."] if hidden else []
    if any("/comment" in r.reltype for s in deck.slides for r in s.part.rels.values()):
        warnings.append(f"{name} holds comments, which I left out.")
    return ReadDocument(name, PPTX, len(deck.slides), tuple(parts), tuple(warnings))


def _slide(slide: Any, number: int) -> Iterator[Part]:  # noqa: ANN401 - python-pptx is untyped
    title = slide.shapes.title
    heading = _words(title.text_frame.text) if title is not None and title.has_text_frame else ""
    section = (heading,) if heading else ()
    if heading:
        yield Part("text", heading, section, number)
    for shape in _shapes(slide.shapes, 0):
        if title is None or shape.shape_id != title.shape_id:
            yield from _shape(shape, section, number)
    for relation in slide.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(DIAGRAM):
            yield from _diagram(relation.target_part.blob, section, number)
    notes = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
    if notes is not None and (text := notes.text.replace("\v", "\n").strip()):
        yield Part("notes", text, section, number)


def _shape(shape: Any, section: tuple[str, ...], number: int) -> Iterator[Part]:  # noqa: ANN401 - see above
    if getattr(shape, "has_table", False):
        if part := merged_part(_cells(shape.table), section, number):
            yield part
    elif getattr(shape, "has_chart", False):
        yield from chart_parts(shape.chart_part.blob, section, number)
    elif shape.has_text_frame and not _is_furniture(shape):
        lines = [text for p in shape.text_frame.paragraphs if (text := _words(p.text))]
        if lines:
            yield Part("list" if len(lines) > 1 else "text", "\n".join(lines), section, number)


def _cells(table: Any) -> list[list[str]]:  # noqa: ANN401 - see above
    """The cells; a merged one is said in each row that it covers, and goes on over its columns."""
    rows = [[_words(cell.text) for cell in row.cells] for row in table.rows]
    for r, row in enumerate(table.rows):
        for c, cell in enumerate(row.cells):
            if cell.is_merge_origin:
                for below in range(r, min(r + cell.span_height, len(rows))):
                    for beside in range(c, min(c + cell.span_width, len(rows[below]))):
                        marks = (CONTINUED if beside > c else "") + (BELOW if below > r else "")
                        rows[below][beside] = marks + said(rows[r][c]) if rows[r][c] else ""
    return rows


def _is_furniture(shape: Any) -> bool:  # noqa: ANN401 - see above
    return bool(shape.is_placeholder and str(shape.placeholder_format.type).split(" ", 1)[0] in FIELDS)


def _diagram(xml: bytes, section: tuple[str, ...], number: int) -> Iterator[Part]:
    from ingest.readers.ooxml import parsed

    lines = [
        line
        for paragraph in parsed(xml).iter(f"{DRAWN}p")
        if (line := _words("".join(t.text or "" for t in paragraph.iter(f"{DRAWN}t"))))
    ]
    if lines:
        yield Part("list", "\n".join(lines), section, number)


def _shapes(shapes: Any, depth: int) -> Iterator[Any]:  # noqa: ANN401 - see above
    for shape in shapes:
        if hasattr(shape, "shapes") and depth < DEEPEST_GROUP:
            yield from _shapes(shape.shapes, depth + 1)
        else:
            yield shape


def _words(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
