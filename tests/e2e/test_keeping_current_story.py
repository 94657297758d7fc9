"""A vendor keeps a document current, a reseller reads and corrects it, with mouse and keyboard."""

from __future__ import annotations

import io

from playwright.sync_api import expect
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from seat import Seat

FILE = "FW120_datasheet_3.7.pdf"


def datasheet() -> bytes:
    file = io.BytesIO()
    page = Canvas(file, pagesize=A4)
    lines = (
        (18, 780, "FW120 rack firewall"),
        (11, 755, "Datasheet, version 3.7, valid from 24 November 2026"),
        (13, 715, "Installation"),
        (11, 690, "Rack ears for 19 inch racks are included with every NW-FW120."),
        (11, 672, "The noise level is 39 dB(A) at a distance of one metre."),
        (13, 632, "Throughput"),
        (11, 607, "The IPsec throughput of the NW-FW120 is 12 Gbps with packets of 1,420 bytes."),
    )
    for size, height, words in lines:
        page.setFont("Helvetica-Bold" if size > 11 else "Helvetica", size)
        page.drawString(72, height, words)
    page.save()
    return file.getvalue()


def test_a_vendor_publishes_by_dropping_a_file_and_hears_from_a_reader(seat: Seat) -> None:
    seat.open("?as=UNORTHWALLMARKETING")
    seat.page.locator("input[type=file]").first.set_input_files(
        {"name": FILE, "mimeType": "application/pdf", "buffer": datasheet()}
    )
    preview = seat.ask("the new FW120 datasheet for all partners")
    for known in ("FW120 rack firewall", "3.7", "3.0", "NW-FW120"):
        expect(preview).to_contain_text(known)
    seat.picture("preview", keep_as="publish")
    seat.press("Publish")
    seat.sees("live since")
    seat.picture("live")

    seat.become("Lena Brandl")
    answer = seat.ask("Are rack ears included with the FW120?")
    expect(answer).to_contain_text("Rack ears for 19 inch racks are included")
    expect(answer).to_contain_text("version 3.7")
    seat.press("Source 1")
    modal = seat.page.get_by_test_id("modal")
    expect(modal).to_contain_text("Rack ears")
    seat.press("Show page 1", modal)
    expect(seat.page.get_by_test_id("modal").locator("img").last).to_be_visible(timeout=30_000)
    seat.picture("page", keep_as="page")
    for _ in range(2):
        seat.press("Close", seat.page.get_by_test_id("modal").last)
    expect(seat.page.get_by_test_id("modal")).to_have_count(0)

    seat.ask("the FW120 datasheet is wrong, the noise level is 41 dB(A) and not 39")
    seat.press("Send it")
    seat.sees("COR-0001")
    seat.picture("correction")

    seat.become("Oliver Stein")
    seat.sees("COR-0001", "41 dB(A)")
    seat.picture("reported")
