"""Renders a document as DOCX or PPTX, and makes Office files the same bytes at every run."""

from __future__ import annotations

import re
import zipfile
from datetime import datetime
from io import BytesIO
from typing import Any, Protocol

import docx
import pptx
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph
from pptx.dml.color import RGBColor as SlideColour
from pptx.slide import Slide
from pptx.util import Emu
from pptx.util import Pt as SlidePt

from tools.world_documents import source
from tools.world_documents.brands import Brand
from tools.world_documents.wording import confidentiality, validity

CHANGED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def same_bytes(data: bytes, stamp: datetime) -> bytes:
    """The Office file with every clock reading in it replaced by `stamp` (UTC)."""
    moment = f"{stamp:%Y-%m-%dT%H:%M:%SZ}".encode()
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = CHANGED.sub(rb"\g<1>" + moment, content)
            entry = zipfile.ZipInfo(name, date_time=(stamp.year, stamp.month, stamp.day, stamp.hour, 0, 0))
            entry.external_attr = 0o600 << 16
            new.writestr(entry, content, compress_type=zipfile.ZIP_DEFLATED, compresslevel=9)
    return out.getvalue()


class Properties(Protocol):
    """The core properties that both Office libraries have."""

    title: str
    author: str
    created: Any
    modified: Any
    last_modified_by: str
    language: str


def _describe(properties: Properties, document: source.Document, brand: Brand) -> None:
    entry = document.entry
    properties.title, properties.author, properties.last_modified_by = entry.title, brand.name, brand.name
    properties.created = properties.modified = entry.stamp.replace(tzinfo=None)
    properties.language = entry.language


def render_word(document: source.Document, brand: Brand) -> bytes:
    """The DOCX file: title, validity, text; version in the foot."""
    paper = docx.Document()
    _describe(paper.core_properties, document, brand)
    colour = RGBColor.from_string(brand.colour.removeprefix("#").upper())
    paper.styles["Normal"].font.name = "Calibri"
    paper.styles["Normal"].font.size = Pt(10.5)
    for name in ("Title", "Heading 1", "Heading 2", "Heading 3"):
        paper.styles[name].font.color.rgb = colour
    paper.add_heading(document.entry.title, 0)
    if document.look.subtitle:
        paper.add_paragraph(document.look.subtitle, style="Subtitle")
    paper.add_paragraph(
        " · ".join(p for p in (brand.name, validity(document.entry), confidentiality(document.entry)) if p)
    )
    section = paper.sections[0]
    section.header.paragraphs[0].text = f"{brand.name} · {document.entry.title}"
    section.footer.paragraphs[0].text = f"{validity(document.entry)} {document.look.footer}".strip()
    for block in document.blocks:
        _word_block(paper, block, brand)
    buffer = BytesIO()
    paper.save(buffer)
    return same_bytes(buffer.getvalue(), document.entry.stamp)


def _word_block(paper: WordDocument, block: source.Block, brand: Brand) -> None:
    match block:
        case source.Heading(level, words):
            paper.add_heading(source.plain(words), level - 1)
        case source.Paragraph(words, note):
            _runs(paper.add_paragraph(style="Intense Quote" if note else "Normal"), words)
        case source.Items(numbered, items):
            number = _fresh_numbering(paper) if numbered else 0
            for item in items:
                paragraph = paper.add_paragraph(style="List Number" if numbered else "List Bullet")
                if numbered:
                    own = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - python-docx has no face for numbering
                    properties = own.get_or_add_numPr()  # type: ignore[attr-defined]
                    properties.get_or_add_numId().val = number
                    properties.get_or_add_ilvl().val = 0
                _runs(paragraph, item)
        case source.Grid():
            _word_table(paper, block, brand)
        case source.Break():
            paper.add_page_break()  # type: ignore[no-untyped-call]
        case _:
            raise KeyError(f"a Word file cannot hold {type(block).__name__}")


def _fresh_numbering(paper: WordDocument) -> int:
    """A numbering that begins at 1 again; python-docx lets all numbered lists run on as one."""
    numbering = paper.part.numbering_part.element
    style_number = paper.styles["List Number"].element.pPr.numPr.numId.val
    abstract = numbering.num_having_numId(style_number).abstractNumId.val
    added = numbering.add_num(abstract)
    added.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(added.numId)


def _word_table(paper: WordDocument, grid: source.Grid, brand: Brand) -> None:
    table = paper.add_table(rows=1, cols=len(grid.header), style="Table Grid")
    for cell, words in zip(table.rows[0].cells, grid.header, strict=True):
        run = cell.paragraphs[0].add_run(source.plain(words))
        run.bold, run.font.color.rgb = True, RGBColor(255, 255, 255)
        shade = f'<w:shd {nsdecls("w")} w:val="clear" w:fill="{brand.colour.removeprefix("#")}"/>'
        cell._tc.get_or_add_tcPr().append(parse_xml(shade))  # noqa: SLF001 - python-docx has no face for shading
    table.rows[0]._tr.get_or_add_trPr().append(  # noqa: SLF001 - nor for repeated header rows
        parse_xml(f"<w:tblHeader {nsdecls('w')}/>")
    )
    for row in grid.rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            _runs(cell.paragraphs[0], words)
    for line in table.rows:
        for cell in line.cells:
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(9)
    paper.add_paragraph(grid.caption, style="Caption" if grid.caption else "Normal")


def _runs(paragraph: WordParagraph, words: source.Words) -> None:
    for run in words:
        piece = paragraph.add_run(run.text)
        piece.bold, piece.italic = run.bold or None, run.italic or None


SLIDE_WIDTH, SLIDE_HEIGHT = Emu(12192000), Emu(6858000)
EDGE = Emu(610000)


def render_slides(document: source.Document, brand: Brand) -> bytes:
    """The PPTX file: a title slide, then one slide for each heading of level 2."""
    deck = pptx.Presentation()
    _describe(deck.core_properties, document, brand)
    deck.slide_width, deck.slide_height = SLIDE_WIDTH, SLIDE_HEIGHT
    opening = deck.slides.add_slide(deck.slide_layouts[6])
    opening.background.fill.solid()
    opening.background.fill.fore_color.rgb = _slide_colour(brand.colour)
    lines = [
        brand.name,
        document.entry.title,
        document.look.subtitle,
        validity(document.entry),
        confidentiality(document.entry),
    ]
    _box(opening, [line for line in lines if line], top=1900000, sizes=(18, 40, 20, 14, 14), colour="#ffffff")
    for number, (title, blocks) in enumerate(_slides(document.blocks), start=2):
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        _fill_slide(slide, title, blocks, brand)
        foot = [f"{brand.name} · {validity(document.entry)} · {confidentiality(document.entry)} · {number}"]
        _box(slide, foot, top=6400000, sizes=(10,), colour="#6a6f76")
    buffer = BytesIO()
    deck.save(buffer)
    return same_bytes(buffer.getvalue(), document.entry.stamp)


def _slides(blocks: tuple[source.Block, ...]) -> list[tuple[str, list[source.Block]]]:
    slides: list[tuple[str, list[source.Block]]] = []
    for block in blocks:
        if isinstance(block, source.Heading):
            slides.append((source.plain(block.words), []))
        else:
            slides[-1][1].append(block)
    return slides


def _fill_slide(slide: Slide, title: str, blocks: list[source.Block], brand: Brand) -> None:
    heading = slide.shapes.title
    assert heading is not None
    heading.left, heading.top, heading.width, heading.height = EDGE, Emu(330000), Emu(10970000), Emu(900000)
    heading.text_frame.text = title
    heading.text_frame.paragraphs[0].runs[0].font.size = SlidePt(30)
    heading.text_frame.paragraphs[0].runs[0].font.bold = True
    heading.text_frame.paragraphs[0].runs[0].font.color.rgb = _slide_colour(brand.colour)
    top = 1350000
    for block in blocks:
        if isinstance(block, source.Notes):
            notes = slide.notes_slide.notes_text_frame
            assert notes is not None
            notes.text = block.text
        elif isinstance(block, source.Grid):
            top = _slide_table(slide, block, brand, top)
        else:
            top = _slide_words(slide, block, top)


def _slide_words(slide: Slide, block: source.Block, top: int) -> int:
    assert isinstance(block, source.Items | source.Paragraph)
    lines = block.items if isinstance(block, source.Items) else (block.words,)
    mark = "•  " if isinstance(block, source.Items) else ""
    _box(slide, [mark + source.plain(words) for words in lines], top=top, sizes=(18,), colour="#2b2b2b")
    return top + sum(400000 + 300000 * (len(source.plain(words)) // 105) for words in lines) + 150000


def _slide_table(slide: Slide, grid: source.Grid, brand: Brand, top: int) -> int:
    rows = (grid.header, *grid.rows)
    shape = slide.shapes.add_table(
        len(rows), len(grid.header), EDGE, Emu(top), Emu(10970000), Emu(370000 * len(rows))
    )
    for index, row in enumerate(rows):
        for column, words in enumerate(row):
            cell = shape.table.cell(index, column)
            cell.text = source.plain(words)
            cell.fill.solid()  # type: ignore[no-untyped-call]
            cell.fill.fore_color.rgb = _slide_colour(brand.colour if index == 0 else brand.tint)
            for paragraph in cell.text_frame.paragraphs:
                paragraph.font.size = SlidePt(13)
                paragraph.font.bold = index == 0
                paragraph.font.color.rgb = _slide_colour("#ffffff" if index == 0 else "#2b2b2b")
    return top + 370000 * len(rows) + 200000


def _box(slide: Slide, lines: list[str], *, top: int, sizes: tuple[int, ...], colour: str) -> None:
    frame = slide.shapes.add_textbox(EDGE, Emu(top), Emu(10970000), Emu(400000)).text_frame
    frame.word_wrap = True
    for index, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = line
        run.font.size = SlidePt(sizes[min(index, len(sizes) - 1)])
        run.font.color.rgb = _slide_colour(colour)
        paragraph.space_after = SlidePt(6)


def _slide_colour(colour: str) -> SlideColour:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return SlideColour(red, green, blue)  # type: ignore[no-untyped-call]
