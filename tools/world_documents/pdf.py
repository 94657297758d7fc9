"""Renders a document as PDF: A4, title band or cover, running head, version and page numbers in the foot."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor, white  # type: ignore[import-untyped]
from reportlab.lib.enums import TA_RIGHT  # type: ignore[import-untyped]
from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped]
from reportlab.lib.styles import ParagraphStyle  # type: ignore[import-untyped]
from reportlab.lib.units import mm  # type: ignore[import-untyped]
from reportlab.pdfbase.pdfmetrics import stringWidth  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]
from reportlab.platypus import (  # type: ignore[import-untyped]
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    KeepTogether,
    ListFlowable,
    ListItem,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Spacer,
    Table,
    TableStyle,
)
from reportlab.platypus import Paragraph as Text

from tools.world_documents import source
from tools.world_documents.brands import Brand
from tools.world_documents.drawings import draw
from tools.world_documents.wording import confidentiality, page_count, validity

WIDTH, HEIGHT = A4
MARGIN = 20 * mm
BODY = WIDTH - 2 * MARGIN
WHOLE = 11  # a table of so many rows is not broken over pages
FIGURES = re.compile(r"[+\-–]?[\d.,]+( ?(%|EUR|W|kg|mm|Gbps))?|[–-]|")


class Styles:
    """Paragraph styles of one brand."""

    def __init__(self, brand: Brand) -> None:
        colour = HexColor(brand.colour)
        self.body = ParagraphStyle("body", fontName="Helvetica", fontSize=9.5, leading=13.2, spaceAfter=6)
        self.item = ParagraphStyle("item", parent=self.body, spaceAfter=2)
        self.cell = ParagraphStyle("cell", parent=self.body, fontSize=8.2, leading=10.4, spaceAfter=0)
        self.figure = ParagraphStyle("figure", parent=self.cell, alignment=TA_RIGHT)
        self.head = ParagraphStyle("head", parent=self.cell, fontName="Helvetica-Bold", textColor=white)
        self.head_figure = ParagraphStyle("head_figure", parent=self.head, alignment=TA_RIGHT)
        self.caption = ParagraphStyle(
            "caption",
            parent=self.body,
            fontName="Helvetica-Oblique",
            fontSize=8,
            leading=10,
            spaceBefore=3,
            spaceAfter=9,
        )
        self.headings = {
            level: ParagraphStyle(
                f"h{level}",
                fontName="Helvetica-Bold",
                fontSize=size,
                leading=size * 1.25,
                textColor=colour,
                spaceBefore=size * 0.8,
                spaceAfter=size * 0.35,
                keepWithNext=1,
            )
            for level, size in ((2, 14.0), (3, 11.0), (4, 9.5))
        }


def render_pdf(document: source.Document, brand: Brand) -> bytes:
    """The PDF file. It is built twice: the first run counts the pages."""
    total = _build(document, brand, total=0)[1]
    return _build(document, brand, total)[0]


def _build(document: source.Document, brand: Brand, total: int) -> tuple[bytes, int]:
    entry, buffer = document.entry, BytesIO()
    template = BaseDocTemplate(
        buffer,
        pagesize=A4,
        title=entry.title,
        author=brand.name,
        subject=f"{entry.kind} · {validity(entry)}",
        creator=brand.name,
        lang=entry.language,
        invariant=1,
    )
    painter = Painter(document, brand, total)
    band = 30 * mm
    full = Frame(MARGIN, 24 * mm, BODY, HEIGHT - 48 * mm, 0, 0, 0, 0, id="full")
    below = Frame(MARGIN, 24 * mm, BODY, HEIGHT - 48 * mm - band, 0, 0, 0, 0, id="below")
    opening = (
        PageTemplate("cover", [full], onPage=painter.cover)
        if document.look.cover
        else PageTemplate("first", [below], onPage=painter.first)
    )
    template.addPageTemplates([opening, PageTemplate("later", [full], onPage=painter.later)])
    template.afterFlowable = _outline(template)
    story: list[Flowable] = [NextPageTemplate("later")]
    if document.look.cover:
        story.append(PageBreak())
    writer = Writer(brand)
    story += writer.blocks(document.blocks, BODY)
    template.build(story)
    return buffer.getvalue(), template.page


def _outline(template: Any) -> Any:  # noqa: ANN401 - reportlab is untyped
    """Bookmarks for the headings of level 2 and 3."""
    seen = 0

    def after(flowable: Flowable) -> None:
        nonlocal seen
        style = getattr(getattr(flowable, "style", None), "name", "")
        if style in ("h2", "h3"):
            seen += 1
            template.canv.bookmarkPage(f"s{seen}")
            template.canv.addOutlineEntry(flowable.getPlainText(), f"s{seen}", 0, closed=False)

    return after


class Painter:
    """What stands on every page outside the text frame."""

    def __init__(self, document: source.Document, brand: Brand, total: int) -> None:
        self.document, self.brand, self.total = document, brand, total
        self.entry = document.entry

    def cover(self, canvas: Canvas, _template: object) -> None:
        """The whole first page in the brand's colour."""
        canvas.saveState()
        canvas.setFillColor(HexColor(self.brand.colour))
        canvas.rect(0, 0, WIDTH, HEIGHT, stroke=0, fill=1)
        canvas.setFillColor(HexColor(self.brand.accent))
        canvas.rect(0, HEIGHT * 0.36, WIDTH, 3, stroke=0, fill=1)
        canvas.setFillColor(white)
        canvas.setFont("Helvetica-Bold", 13)
        canvas.drawString(MARGIN, HEIGHT - 34 * mm, self.brand.name)
        title = Text(
            escape(self.entry.title),
            ParagraphStyle("t", fontName="Helvetica-Bold", fontSize=30, leading=36, textColor=white),
        )
        height = title.wrap(BODY, HEIGHT)[1]
        title.drawOn(canvas, MARGIN, HEIGHT * 0.42)
        subtitle = Text(
            escape(self.document.look.subtitle),
            ParagraphStyle("s", fontName="Helvetica", fontSize=13, leading=18, textColor=white),
        )
        subtitle.wrap(BODY * 0.8, HEIGHT)
        subtitle.drawOn(canvas, MARGIN, HEIGHT * 0.44 + height)
        canvas.setFont("Helvetica", 10)
        canvas.drawString(MARGIN, HEIGHT * 0.30, validity(self.entry))
        canvas.drawString(MARGIN, HEIGHT * 0.30 - 16, confidentiality(self.entry))
        canvas.drawString(MARGIN, 24 * mm, self.brand.site)
        canvas.restoreState()

    def first(self, canvas: Canvas, template: object) -> None:
        """A title band above the text."""
        canvas.saveState()
        top = 44 * mm
        canvas.setFillColor(HexColor(self.brand.colour))
        canvas.rect(0, HEIGHT - top, WIDTH, top, stroke=0, fill=1)
        canvas.setFillColor(HexColor(self.brand.accent))
        canvas.rect(0, HEIGHT - top - 2.5, WIDTH, 2.5, stroke=0, fill=1)
        canvas.setFillColor(white)
        canvas.setFont("Helvetica", 10)
        canvas.drawString(MARGIN, HEIGHT - 16 * mm, self.brand.name)
        canvas.drawRightString(WIDTH - MARGIN, HEIGHT - 16 * mm, confidentiality(self.entry))
        size = 20.0
        while stringWidth(self.entry.title, "Helvetica-Bold", size) > BODY:
            size -= 0.5
        canvas.setFont("Helvetica-Bold", size)
        canvas.drawString(MARGIN, HEIGHT - 28 * mm, self.entry.title)
        canvas.setFont("Helvetica", 10)
        canvas.drawString(MARGIN, HEIGHT - 36 * mm, self.document.look.subtitle)
        self._foot(canvas, template)
        canvas.restoreState()

    def later(self, canvas: Canvas, template: object) -> None:
        """A running head."""
        canvas.saveState()
        canvas.setFont("Helvetica", 8)
        canvas.setFillColor(HexColor("#5a5f66"))
        canvas.drawString(MARGIN, HEIGHT - 14 * mm, self.brand.name)
        canvas.drawRightString(WIDTH - MARGIN, HEIGHT - 14 * mm, self.entry.title)
        canvas.setStrokeColor(HexColor(self.brand.accent))
        canvas.line(MARGIN, HEIGHT - 16 * mm, WIDTH - MARGIN, HEIGHT - 16 * mm)
        self._foot(canvas, template)
        canvas.restoreState()

    def _foot(self, canvas: Canvas, template: Any) -> None:  # noqa: ANN401 - reportlab is untyped
        canvas.setStrokeColor(HexColor("#c9ced4"))
        canvas.line(MARGIN, 18 * mm, WIDTH - MARGIN, 18 * mm)
        canvas.setFillColor(HexColor("#5a5f66"))
        canvas.setFont("Helvetica", 7.5)
        canvas.drawString(
            MARGIN,
            14 * mm,
            " · ".join(part for part in (validity(self.entry), confidentiality(self.entry)) if part),
        )
        canvas.drawRightString(
            WIDTH - MARGIN, 14 * mm, page_count(template.page, self.total, self.entry.language)
        )
        canvas.drawString(MARGIN, 10.5 * mm, self.document.look.footer)


class Writer:
    """Turns blocks into reportlab's flowables."""

    def __init__(self, brand: Brand) -> None:
        self.brand = brand
        self.styles = Styles(brand)

    def blocks(self, blocks: tuple[source.Block, ...], width: float) -> list[Flowable]:
        """All blocks, for a text `width` points wide."""
        story: list[Flowable] = []
        titles: list[Flowable] = []
        for block in blocks:
            flow = self._block(block, width)
            if isinstance(block, source.Heading):
                titles += flow
            elif isinstance(block, source.Figure) or (
                isinstance(block, source.Grid) and len(block.rows) <= WHOLE
            ):
                story.append(KeepTogether([*titles, *flow]))
                titles = []
            else:
                if isinstance(block, source.Grid):
                    _let_go(titles)
                story += [*titles, *flow]
                titles = []
        return story + titles

    def _block(self, block: source.Block, width: float) -> list[Flowable]:
        flow: list[Flowable] = []
        match block:
            case source.Heading(level, words):
                flow = [
                    CondPageBreak((32 if level == 2 else 22) * mm),
                    Text(_markup(words), self.styles.headings[level]),
                ]
            case source.Paragraph(words, note):
                text = Text(_markup(words), self.styles.body)
                flow = [self._boxed(text, width), Spacer(0, 6)] if note else [text]
            case source.Items(numbered, items):
                flow = [self._items(numbered, items), Spacer(0, 5)]
            case source.Grid():
                flow = self._grid(block, width)
            case source.Figure(caption, drawing):
                picture = draw(drawing, self.brand, width)
                flow = [Spacer(0, 4), picture, Text(escape(caption), self.styles.caption)]
            case source.Columns(inner):
                flow = [self._columns(inner, width), Spacer(0, 6)]
            case source.Break():
                flow = [PageBreak()]
        return flow

    def _columns(self, blocks: tuple[source.Block, ...], width: float) -> Flowable:
        """Two columns, parted where they come out most alike, never between a heading and its text."""
        gap = 9 * mm
        column = (width - gap) / 2
        flow = [each for each in self.blocks(blocks, column) if not isinstance(each, CondPageBreak)]
        heights = [
            each.wrap(column, HEIGHT)[1] + each.getSpaceBefore() + each.getSpaceAfter() for each in flow
        ]
        places = [place for place in range(1, len(flow)) if not flow[place - 1].getKeepWithNext()]
        best = min(places, key=lambda place: abs(sum(heights[:place]) - sum(heights[place:])))
        pair = Table([[flow[:best], flow[best:]]], colWidths=[column + gap, column])
        pair.setStyle(
            TableStyle(
                [
                    ("VALIGN", (0, 0), (-1, -1), "TOP"),
                    ("LEFTPADDING", (0, 0), (-1, -1), 0),
                    ("RIGHTPADDING", (0, 0), (0, 0), gap),
                    ("RIGHTPADDING", (1, 0), (1, 0), 0),
                ]
            )
        )
        return pair

    def _boxed(self, text: Flowable, width: float) -> Flowable:
        box = Table([[text]], colWidths=[width])
        box.setStyle(
            TableStyle(
                [
                    ("BACKGROUND", (0, 0), (-1, -1), HexColor(self.brand.tint)),
                    ("LINEBEFORE", (0, 0), (0, -1), 3, HexColor(self.brand.accent)),
                    ("LEFTPADDING", (0, 0), (-1, -1), 9),
                    ("TOPPADDING", (0, 0), (-1, -1), 6),
                    ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
                ]
            )
        )
        return box

    def _items(self, numbered: bool, items: tuple[source.Words, ...]) -> Flowable:  # noqa: FBT001 - as in the block
        kind: dict[str, Any] = {"bulletType": "1"} if numbered else {"bulletType": "bullet", "start": "•"}
        return ListFlowable(
            [ListItem(Text(_markup(item), self.styles.item)) for item in items],
            leftIndent=14,
            bulletFontSize=9,
            bulletColor=HexColor(self.brand.accent),
            **kind,
        )

    def _grid(self, grid: source.Grid, width: float) -> list[Flowable]:
        columns = list(zip(*grid.rows, strict=True))
        right = [all(FIGURES.fullmatch(source.plain(cell)) for cell in column) for column in columns]
        styles = self.styles
        cells = [
            [
                Text(_markup(w), styles.head_figure if r else styles.head)
                for w, r in zip(grid.header, right, strict=True)
            ]
        ]
        cells += [
            [Text(_markup(w), styles.figure if r else styles.cell) for w, r in zip(row, right, strict=True)]
            for row in grid.rows
        ]
        table = Table(cells, colWidths=_widths(grid, width), repeatRows=1, hAlign="LEFT")
        table.setStyle(
            TableStyle(
                [
                    ("BACKGROUND", (0, 0), (-1, 0), HexColor(self.brand.colour)),
                    ("ROWBACKGROUNDS", (0, 1), (-1, -1), [white, HexColor(self.brand.tint)]),
                    ("GRID", (0, 0), (-1, -1), 0.4, HexColor("#d3d8de")),
                    ("VALIGN", (0, 0), (-1, -1), "TOP"),
                    ("TOPPADDING", (0, 0), (-1, -1), 3.5),
                    ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
                    ("LEFTPADDING", (0, 0), (-1, -1), 5),
                    ("RIGHTPADDING", (0, 0), (-1, -1), 5),
                ]
            )
        )
        below = Text(escape(grid.caption), styles.caption) if grid.caption else Spacer(0, 8)
        return [table, below]


def _let_go(titles: list[Flowable]) -> None:
    """Tie a title to the first rows of a long table only, or the whole table moves to a new page."""
    for title in titles:
        title.keepWithNext = 0


def _widths(grid: source.Grid, width: float) -> list[float]:
    """Column widths: the longest word always fits, the rest is shared out by how much text a column holds."""
    pad = 11.0
    columns = list(zip(grid.header, *grid.rows, strict=True))
    texts = [[source.plain(cell) for cell in column] for column in columns]
    least = [
        max(stringWidth(word, "Helvetica-Bold", 8.2) for text in col for word in (text.split() or [""])) + pad
        for col in texts
    ]
    wanted = [
        min(max(stringWidth(text, "Helvetica-Bold", 8.2) for text in col) + pad, width * 0.6) for col in texts
    ]
    if sum(wanted) <= width:
        spare = (width - sum(wanted)) / len(wanted)
        return [each + spare for each in wanted]
    if sum(least) >= width:
        return [width * each / sum(least) for each in least]
    extra = [want - low for want, low in zip(wanted, least, strict=True)]
    share = (width - sum(least)) / sum(extra)
    return [low + more * share for low, more in zip(least, extra, strict=True)]


def _markup(words: source.Words) -> str:
    """Words in reportlab's own mark-up."""
    parts = []
    for run in words:
        text = escape(run.text)
        text = f"<b>{text}</b>" if run.bold else text
        parts.append(f"<i>{text}</i>" if run.italic else text)
    return "".join(parts)
