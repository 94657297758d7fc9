from __future__ import annotations

import io
import stat
from pathlib import Path

import pytest
from made_files import canvas_pdf, put, rows, ruled
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from channel.errors import UnreadableFile
from ingest.pictures import Pictures, draw_page
from ingest.reading import Reading, read_here
from knowledge.documents import Part


def tables(document_parts: tuple[Part, ...]) -> list[Part]:
    return [part for part in document_parts if part.form == "table"]


def prose(name: str, count: int) -> list[str]:
    return [f"the {name} column goes on about item {i}" for i in range(count)]


def test_three_columns_are_read_one_after_the_other_and_the_title_first() -> None:
    def draw(canvas: Canvas) -> None:
        put(canvas, (60, 60, "A title that stands over all of the three columns of this page, from left to right"))
        for x, name in ((40, "left"), (220, "middle"), (400, "right")):
            canvas.setFont("Helvetica", 9)
            put(canvas, *((x, 100 + 13 * i, line) for i, line in enumerate(prose(name, 12))))

    text = read_here(canvas_pdf(draw), "three.pdf").text

    order = [text.index(words) for words in ("A title", "left column", "left column goes on about item 11")]
    order += [text.index(words) for words in ("middle column", "middle column goes on about item 11", "right column")]
    assert order == sorted(order)


def test_a_table_without_lines_keeps_its_cells_and_empty_ones() -> None:
    lines = [("Part", "Place", "Units"), ("FN-1", "Krems", "450"), ("FN-2", "", "289"), ("FN-3", "Venlo", "")]

    (table,) = tables(read_here(canvas_pdf(lambda c: put(c, *rows((60, 200, 340), 100, *lines))), "stock.pdf").parts)

    assert table.header == "Part | Place | Units"
    assert table.text.splitlines()[1:] == ["FN-1 | Krems | 450", "FN-2 | – | 289", "FN-3 | Venlo | –"]


def test_a_table_that_goes_on_overleaf_keeps_its_header() -> None:
    xs, ys = (60, 200, 340), (500, 520, 540)

    def draw(canvas: Canvas) -> None:
        for page in (("Part", "Price"), ("FN-1", "10.50")), (("FN-2", "12.00"), ("FN-3", "9.90")):
            ruled(canvas, xs, ys)
            put(canvas, *rows((66, 206), 514, *page, pitch=20))
            canvas.showPage()
            canvas.setFont("Helvetica", 10)

    first, second = tables(read_here(canvas_pdf(draw), "prices.pdf").parts)

    assert (first.page, second.page) == (1, 2)
    assert second.header == "Part | Price"
    assert "FN-2 | 12.00" in second.text


@pytest.mark.parametrize("angle", [90, 270])
def test_a_table_that_stands_on_its_side_is_turned(angle: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rotate(angle)
        start = (100, -300) if angle == 90 else (-600, 100)
        for i, words in enumerate(("The gateway draws 21 watts", "and its fan is quiet", "at night as by day")):
            canvas.drawString(start[0], start[1] - 14 * i, words)

    assert "The gateway draws 21 watts and its fan is quiet" in read_here(canvas_pdf(draw), "side.pdf").text


def test_the_labels_of_a_bar_chart_stay_together_and_its_axis_is_dropped() -> None:
    def draw(canvas: Canvas) -> None:
        for i, length in enumerate((250, 150, 80, 60)):
            canvas.rect(200, 500 - 20 * i, length, 12, fill=1)
            canvas.drawString(120, 502 - 20 * i, f"Model {i}")
            canvas.drawString(205 + length, 502 - 20 * i, f"{length} Mbps")
        for i in range(6):
            canvas.drawString(200 + 50 * i, 400, str(50 * i))
        put(canvas, (60, 100, "Throughput differs by model, as the chart shows for packets of usual size."))

    parts = read_here(canvas_pdf(draw), "chart.pdf").parts

    (chart,) = [part for part in parts if part.form == "caption"]
    assert chart.text.splitlines()[0] == "Model 0 250 Mbps"
    assert [part.text[:10] for part in parts if part.form == "text"] == ["Throughput"]


def test_years_in_a_head_line_are_no_axis() -> None:
    lines = [("", "2022", "2023", "2024", "2025"), ("Units", "1", "2", "3", "4"), ("Share", "0", "5", "10", "15")]

    pdf = canvas_pdf(lambda c: put(c, *rows((60, 140, 220, 300, 380), 100, *lines)))

    assert "– | 2022 | 2023 | 2024 | 2025" in read_here(pdf, "years.pdf").text


def test_words_parted_at_the_end_of_a_line_are_joined_and_compounds_are_not() -> None:
    words = ["The fire-", "wall inspects traffic and the FW-", "120 keeps it apart."]

    text = read_here(canvas_pdf(lambda c: put(c, *((60, 100 + 12 * i, w) for i, w in enumerate(words)))), "h.pdf").text

    assert text == "The firewall inspects traffic and the FW- 120 keeps it apart."


def test_what_is_filled_into_a_form_is_read() -> None:
    def draw(canvas: Canvas) -> None:
        put(canvas, (60, 100, "Deal registration"))
        canvas.acroForm.textfield(name="customer", tooltip="End customer", value="Seeblick Klinik", x=60, y=600)

    assert "End customer: Seeblick Klinik" in read_here(canvas_pdf(draw), "form.pdf").text


def scan(words: str) -> bytes:
    """A page that is only a picture of words."""
    picture = Image.new("L", (1240, 1754), 255)
    ImageDraw.Draw(picture).text((150, 200), words, fill=0, font_size=40)
    return canvas_pdf(lambda canvas: canvas.drawImage(ImageReader(picture), 0, 0, 595, 842))


def test_a_scan_is_named_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")

    with pytest.raises(UnreadableFile, match="scan without a text layer") as refusal:
        Reading().read(scan("Hello"), "scan.pdf")

    assert refusal.value.next_step


def test_a_scan_is_read_where_a_program_for_it_is_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\ncat > /dev/null\necho 'The warranty lasts 24 months.'\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")

    document = read_here(scan("The warranty lasts 24 months."), "scan.pdf")

    assert [(part.page, part.text) for part in document.parts] == [(1, "The warranty lasts 24 months.")]
    assert "check figures" in document.warnings[0]


PAGE = canvas_pdf(lambda c: put(c, (60, 100, "The gateway draws 21.4 W."), (60, 120, "Something else entirely.")))


def test_a_page_is_drawn_with_the_cited_words_marked() -> None:
    picture = draw_page(PAGE, 1, "The gateway draws 21.4 W.")

    image = Image.open(io.BytesIO(picture.content))
    yellow = [
        (x, y) for x in range(image.width) for y in range(image.height) if image.getpixel((x, y)) == (255, 221, 64)
    ]
    tops = [y / image.height * 842 for _, y in yellow]
    assert picture.marked
    assert 88 < min(tops) < max(tops) < 106


def test_words_that_are_not_on_the_page_mark_nothing() -> None:
    assert not draw_page(PAGE, 1, "quite different words about licences").marked


@pytest.mark.parametrize(("content", "page"), [(PAGE, 7), (b"%PDF-1.4 rubbish", 1)])
def test_a_page_that_cannot_be_drawn_is_refused_in_words(content: bytes, page: int) -> None:
    pictures = Pictures()
    with pytest.raises(UnreadableFile, match="cannot be drawn"):
        pictures.draw(content, page)
    pictures.close()


def test_a_page_of_a_huge_claimed_size_gives_a_small_picture() -> None:
    huge = PAGE.replace(b"595.2756 841.8898", b"14000.00 14000.000")

    picture = draw_page(huge, 1)

    assert max(picture.width, picture.height) <= 1600
