from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import docx
import openpyxl
import pptx
import pytest
from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from channel.errors import UnreadableFile
from ingest.reading import Reading, read_here


@pytest.fixture(scope="module")
def reading() -> Iterator[Reading]:
    opened = Reading()
    yield opened
    opened.close()


def pdf(*pages: list[tuple[float, float, str]], password: str | None = None) -> bytes:
    """Pages of (points from the left, points from the top, words), each with the same head line."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, encrypt=password)
    for page in pages:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(60, A4[1] - 30, "Ferrum Networks – partner confidential")
        canvas.setFont("Helvetica", 10)
        for x, y, words in page:
            canvas.drawString(x, A4[1] - y, words)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def saved(document: object) -> bytes:
    file = io.BytesIO()
    document.save(file)  # type: ignore[attr-defined]
    return file.getvalue()


def test_a_pdf_keeps_its_pages_and_drops_what_every_page_repeats(reading: Reading) -> None:
    document = reading.read(pdf([(60, 200, "The fan runs at 31 dB.")], [(60, 200, "It weighs 4.2 kg.")]), "fan.pdf")

    assert document.pages == 2
    assert [(part.page, part.text) for part in document.parts] == [
        (1, "The fan runs at 31 dB."),
        (2, "It weighs 4.2 kg."),
    ]


def test_two_columns_are_read_one_after_the_other() -> None:
    rows = 14
    page = [(60.0, 150.0 + 14 * i, f"left column speaks of thing {i} here") for i in range(rows)]
    page += [(320.0, 150.0 + 14 * i, f"right column speaks of matter {i} now") for i in range(rows)]

    text = read_here(pdf(page), "columns.pdf").text

    assert text.index("thing 13") < text.index("matter 0")


def test_a_document_keeps_headings_lists_and_tables_within_tables() -> None:
    paper = docx.Document()
    paper.add_heading("Returns", 1)
    paper.add_heading("Defective on arrival", 2)
    paper.add_paragraph("Report within ten days.", style="List Bullet")
    outer = paper.add_table(rows=2, cols=2)
    for cell, words in zip((c for row in outer.rows for c in row.cells), ("Region", "Days", "North", "7"), strict=True):
        cell.text = words
    outer.cell(1, 1).add_table(rows=1, cols=1).cell(0, 0).text = "inner words"

    document = read_here(saved(paper), "returns.docx")

    item = next(part for part in document.parts if "ten days" in part.text)
    table = next(part for part in document.parts if part.form == "table" and "North" in part.text)
    assert (item.form, item.section) == ("list", ("Returns", "Defective on arrival"))
    assert table.header == "Region | Days"
    assert "inner words" in document.text


def test_slides_come_with_their_notes() -> None:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Roadmap"
    slide.notes_slide.notes_text_frame.text = "Say nothing of the price."

    document = read_here(saved(deck), "roadmap.pptx")

    assert ("notes", "Say nothing of the price.") in [(part.form, part.text) for part in document.parts]


def test_a_sheet_gives_each_table_its_own_part() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Part", "Price"], ["FN-1", 10.5], [], ["Country", "Days"], ["AT", 3]):
        sheet.append(row)

    tables = [part for part in read_here(saved(book), "two.xlsx").parts if part.form == "table"]

    assert [table.header for table in tables] == ["Part | Price", "Country | Days"]


def test_semicolons_commas_and_old_encodings_are_read() -> None:
    document = read_here("Größe;Preis\nklein;1.184,50\n".encode("cp1252"), "preise.csv")

    assert "klein | 1.184,50" in document.text
    assert document.parts[0].header == "Größe | Preis"


def test_spans_of_a_web_table_are_filled_in() -> None:
    page = b"<html><table><tr><th>Region<th>Units</tr><tr><td rowspan=2>North<td>4</tr><tr><td>5</tr></table></html>"

    assert "North | 4\nNorth | 5" in read_here(page, "table.html").text


def packed(**members: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "."), content)
    return file.getvalue()


def test_a_bundle_gives_the_words_of_its_members() -> None:
    text = read_here(packed(prices__csv=b"Part,Price\nFN-1,10\n", notes__txt=b"Valid until March."), "all.zip").text

    assert "FN-1 | 10" in text
    assert "Valid until March." in text


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "nothing.pdf", "empty"),
        (b"%PDF-1.7 and then rubbish", "rubbish.pdf", "broken"),
        (b"PK\x03\x04 cut off", "cut.docx", "broken"),
        (b"no office file at all", "claims.xlsx", "broken"),
        (b"\x7fELF\0\0\0\0", "program.bin", "kind"),
        (pdf([(60, 200, "secret")], password="key"), "locked.pdf", "password"),
        (packed(bomb__txt=b"\0" * 300_000_000), "bomb.zip", "bomb.zip"),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value else "",
)
def test_what_cannot_be_read_is_refused_in_plain_words(reading: Reading, content: bytes, name: str, words: str) -> None:
    with pytest.raises(UnreadableFile, match=words) as refusal:
        reading.read(content, name)

    assert refusal.value.next_step


def test_after_a_file_that_takes_too_long_the_next_one_is_read() -> None:
    hasty = Reading(seconds=0)

    with pytest.raises(UnreadableFile, match="longer than"):
        hasty.read(b"words", "slow.txt")
    hasty.close()

    patient = Reading()
    assert patient.read(b"words", "quick.txt").text == "words"
    patient.close()


def test_a_bullet_without_a_name_is_still_a_bullet() -> None:
    page = pdf([(60, 200, "• Power supply 12 V"), (60, 214, "• Screws for the wall")])

    document = read_here(page, "box.pdf")

    assert "(cid" not in document.text
    assert ("list", "• Screws for the wall") in [(part.form, part.text) for part in document.parts]
