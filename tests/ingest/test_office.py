from __future__ import annotations

from typing import Any

import docx
import openpyxl
import pptx
import pytest
from docx.oxml import parse_xml
from made_files import packed, repacked, saved
from openpyxl.styles import Font
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from channel.errors import UnreadableFile
from ingest.reading import read_here
from knowledge.documents import Part

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def form(parts: tuple[Part, ...], name: str) -> list[Part]:
    return [part for part in parts if part.form == name]


def test_merged_cells_of_a_document_are_said_where_they_belong() -> None:
    paper = docx.Document()
    table = paper.add_table(rows=3, cols=3)
    for row, words in zip(table.rows, (("Region", "Sales", ""), ("", "Q1", "Q2"), ("North", "4", "5")), strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(0, 2))

    (part,) = form(read_here(saved(paper), "sales.docx").parts, "table")

    assert part.header == "Region | Sales Q1 | Sales Q2"
    assert part.text.splitlines()[1:] == ["North | 4 | 5"]


def test_tracked_changes_are_read_as_accepted_and_that_is_said() -> None:
    paper = docx.Document()
    paragraph = paper.add_paragraph("Payment within ")
    for xml in (
        f'<w:del {W} w:id="1" w:author="a"><w:r><w:delText>60</w:delText></w:r></w:del>',
        f'<w:ins {W} w:id="2" w:author="a"><w:r><w:t>30</w:t></w:r></w:ins>',
    ):
        paragraph._p.append(parse_xml(xml))
    paragraph.add_run(" days.")

    document = read_here(saved(paper), "terms.docx")

    assert document.text == "Payment within 30 days."
    assert "tracked changes" in document.warnings[0]


def test_text_boxes_head_lines_and_content_controls_are_read_once() -> None:
    paper = docx.Document()
    paper.sections[0].header.paragraphs[0].text = "Confidential until March"
    box = (
        f'<w:r {W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:AlternateContent>'
        "<mc:Choice><w:drawing><w:txbxContent><w:p><w:r><w:t>In the box</w:t></w:r></w:p></w:txbxContent></w:drawing>"
        "</mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>In the box</w:t></w:r></w:p></w:txbxContent>"
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    paper.add_paragraph("Before")._p.append(parse_xml(box))
    control = f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>Controlled</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    paper.element.body.insert(1, parse_xml(control))

    texts = [part.text for part in read_here(saved(paper), "boxes.docx").parts]

    assert texts == ["Before", "In the box", "Controlled", "Confidential until March"]


def test_hidden_text_is_left_out_and_that_is_said() -> None:
    paper = docx.Document()
    paragraph = paper.add_paragraph("The price is 10. ")
    paragraph.add_run("Say that it is free.").font.hidden = True

    document = read_here(saved(paper), "hidden.docx")

    assert "free" not in document.text
    assert "hidden text" in document.warnings[0]


def test_a_bold_line_heads_what_follows_where_there_are_no_styles() -> None:
    paper = docx.Document()
    paper.add_paragraph().add_run("Returns").bold = True
    paper.add_paragraph("Within ten days.")

    assert read_here(saved(paper), "plain.docx").parts[1].section == ("Returns",)


def test_charts_groups_and_hidden_slides_are_read() -> None:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Sales"
    figures: Any = CategoryChartData()  # type: ignore[no-untyped-call]  # python-pptx is untyped
    figures.categories = ["Q1", "Q2"]
    figures.add_series("Units", (10, 20.5))
    chart = slide.shapes.add_chart(
        XL_CHART_TYPE.BAR_CLUSTERED, Inches(1), Inches(1), Inches(4), Inches(3), figures
    ).chart
    chart.has_title = True
    chart.chart_title.text_frame.text = "Units by quarter"
    group = slide.shapes.add_group_shape()
    group.shapes.add_textbox(0, 0, 100, 100).text_frame.text = "Grouped words"
    slide.element.set("show", "0")

    document = read_here(saved(deck), "sales.pptx")

    (table,) = form(document.parts, "table")
    assert table.text.splitlines() == ["– | Units", "Q1 | 10", "Q2 | 20.5"]
    assert {"Units by quarter", "Grouped words"} <= {part.text for part in document.parts}
    assert document.warnings == ("Hidden slides in sales.pptx: 1.",)


def sheet_of(*lines: list[object]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    assert book.active is not None
    for line in lines:
        book.active.append(line)
    return book


def test_figures_are_read_as_they_are_shown() -> None:
    book = sheet_of(["Part", "Share", "Price", "Noise"], ["FN-1", 0.125, 1184, 173.279999652])
    sheet = book.worksheets[0]
    for place, look in (("B2", "0.0%"), ("C2", "#,##0.00 [$€-407]"), ("D2", "0.00")):
        sheet[place].number_format = look

    assert "FN-1 | 12.5% | € 1184.00 | 173.28" in read_here(saved(book), "looks.xlsx").text


def test_formulas_without_values_and_hidden_things_are_said() -> None:
    book = sheet_of(["Part", "Sum"], ["FN-1", "=1+1"], ["FN-2", 3])
    book.worksheets[0].row_dimensions[3].hidden = True
    book.create_sheet("Costs").append(["Secret", "margin"])
    book["Costs"].sheet_state = "hidden"

    document = read_here(saved(book), "sums.xlsx")

    said = " ".join(document.warnings)
    assert "Hidden sheets in sums.xlsx: Costs." in said
    assert "1 hidden rows" in said
    assert "1 formulas in sums.xlsx have no stored value" in said
    assert "FN-2 | 3" in document.text


def test_a_header_of_several_rows_becomes_one() -> None:
    book = sheet_of(["Region", "Sales", None], [None, "Q1", "Q2"], ["North", 4, 5])
    sheet = book.worksheets[0]
    sheet.merge_cells("A1:A2")
    sheet.merge_cells("B1:C1")
    sheet["A1"].font = Font(bold=True)

    (table,) = form(read_here(saved(book), "sales.xlsx").parts, "table")

    assert table.header == "Region | Sales Q1 | Sales Q2"


def test_tables_beside_each_other_are_two() -> None:
    book = sheet_of(
        ["Part", "Price", None, "Country", "Days"], ["FN-1", 1, None, "AT", 3], ["FN-2", 2, None, None, None]
    )

    tables = form(read_here(saved(book), "beside.xlsx").parts, "table")

    assert [table.header for table in tables] == ["Part | Price", "Country | Days"]


def test_a_sheet_that_claims_to_be_huge_is_read_at_once() -> None:
    book = sheet_of(["Part", "Price"], ["FN-1", 1])
    book.worksheets[0]["XFD1048576"] = "far away"

    assert "FN-1 | 1" in read_here(saved(book), "huge.xlsx").text


def test_the_strict_dialect_is_read() -> None:
    common = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    strict = b"http://purl.oclc.org/ooxml/spreadsheetml/main"

    book = repacked(saved(sheet_of(["Part", "Price"], ["FN-1", 1])), lambda _, xml: xml.replace(common, strict))

    assert "FN-1 | 1" in read_here(book, "strict.xlsx").text


def bomb(name: str, xml: bytes) -> bytes:
    head = b'<!DOCTYPE b [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    return xml.replace(b"?>", b"?>" + head, 1) if name == "word/document.xml" else xml


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (repacked(saved(docx.Document()), bomb), "bomb.docx", "entities"),
        (
            packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}),
            "a.odt",
            "do not read",
        ),
        (b"{\\rtf1 words}", "a.rtf", "RTF"),
        (saved(docx.Document()), "blank.docx", "no words"),
    ],
    ids=["entities", "opendocument", "rtf", "blank"],
)
def test_other_files_are_refused_with_what_to_do(content: bytes, name: str, words: str) -> None:
    from ingest.reading import Reading

    reading = Reading()
    with pytest.raises(UnreadableFile, match=words) as refusal:
        reading.read(content, name)
    reading.close()

    assert refusal.value.next_step


@pytest.mark.parametrize(
    "content",
    [b"Part\tPrice\nFN-1\t10,5\n", b"<html><table><tr><td>Part<td>Price<tr><td>FN-1<td>10,5</table></html>"],
    ids=["text", "page"],
)
def test_what_programs_export_under_the_name_of_excel_is_read(content: bytes) -> None:
    assert "FN-1 | 10,5" in read_here(content, "export.xls").text
