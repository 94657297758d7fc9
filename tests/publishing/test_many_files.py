"""Bad files are refused in words; many files are shown as a table first and published in one step."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest
from chat import Chat, packed, sheet, workbook

from bot.playground.world import WORLD
from channel.tables.documents import DocumentVersion
from channel.tables.journal import Draft, Upload

OLIVER, LENA = "northwall.marketing", "alpenrock.sales"
FW120 = ("fw120-v3.7.md", sheet(("Noise at 1 m", "39 dB(A)")))
AP7 = ("cooling-ap7.md", sheet(("Intake", "40 °C"), title="Cooling guide NW-AP7", version="1.0"))
SW = ("cooling-sw24.md", sheet(("Intake", "41 °C"), title="Cooling guide NW-SW24", version="1.0"))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("torn.pdf", b"%PDF-1.7 torn", "broken"),
        ("empty.docx", b"", "empty"),
        ("program.exe", b"MZ\x90\0\x03\0\0\0", "kind that I do not read"),
        ("blank.txt", b"  \n\t\n", "no words"),
    ],
)
def test_a_bad_file_is_refused_in_words(chat: Chat, name: str, content: bytes, words: str) -> None:
    said = chat.drop(OLIVER, (name, content))

    assert name in said.text
    assert words in said.text
    assert chat.rows(Draft) == []


@pytest.mark.parametrize(
    "sheet_about_files",
    [
        pytest.param(b"documents:\n - file: cooling-ap7.md\n   title: &t [*t]\n", id="a part that stands for itself"),
        pytest.param(b"a: &a [x]\nb: &b [*a, *a]\ndocuments:\n - {file: x, title: *b}\n", id="parts that grow"),
        pytest.param(b"[" * 20_000 + b"]" * 20_000, id="nested without end"),
        pytest.param(b"documents:\n - file: x\n   title: 2026-99-99\n", id="no such day"),
    ],
)
def test_a_sheet_made_to_do_harm_is_no_sheet_and_the_files_beside_it_are_taken(
    chat: Chat, sheet_about_files: bytes
) -> None:
    card = chat.drop(OLIVER, ("all.zip", packed(AP7, ("list.yaml", sheet_about_files))))

    assert "Cooling guide NW-AP7" in card.text


def test_an_archive_whose_content_was_damaged_is_refused_in_words(chat: Chat) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("cooling.md", "The intake is 40 °C. " * 50)
    damaged = bytearray(archive.getvalue())
    start = damaged.index(b"cooling.md") + len("cooling.md")
    damaged[start : start + 10] = b"\xff" * 10

    assert "damaged.zip is broken" in chat.drop(OLIVER, ("damaged.zip", bytes(damaged))).text


def test_a_price_table_with_a_cell_that_never_ends_is_refused_in_words(chat: Chat) -> None:
    endless = b'Part number,List price EUR\n"' + b"NW-FW120 " * 30_000

    said = chat.drop(OLIVER, ("prices.csv", endless), text="new price list")

    assert "prices.csv" in said.text
    assert "never ends" in said.text


def test_a_file_that_is_live_already_is_named(chat: Chat) -> None:
    file = WORLD / "documents" / "northwall-datasheet-fw120-v3.0.pdf"
    said = chat.drop(OLIVER, ("again.pdf", file.read_bytes()))

    assert "is live already" in said.text
    assert "“FW120 rack firewall” 3.0" in said.text


def test_an_archive_with_a_sheet_is_shown_as_a_table_and_published_in_one_step(chat: Chat) -> None:
    about = workbook(
        ("File", "Title", "Territories", "Tier", "Valid from", "Visible from", "Time zone"),
        ("cooling-ap7.md", "Cooling the AP7", "DACH", "Silver", "2026-12-01", "2026-12-01 10:00", "Europe/London"),
        ("cooling-sw24.md", "", "Mordor", "", "", "", ""),
        ("not-there.pdf", "", "", "", "", "", ""),
    )
    archive = packed(FW120, AP7, SW, ("torn.pdf", b"%PDF-1.7 torn"), ("list.xlsx", about), ("__MACOSX/._x", b"x"))
    card = chat.drop(OLIVER, ("all.zip", archive))

    assert "Publish 2 documents? 1 new, 1 replacing a version, 3 refused" in card.text
    assert "Cooling the AP7" in card.text
    assert "“Mordor” is no country" in card.text
    assert "not among the files" in card.text
    assert "torn.pdf is broken" in card.text
    live = chat.press(OLIVER, card, "draft.confirm")
    assert "2 documents published" in live.text
    assert {("FW120 rack firewall", "3.7"), ("Cooling the AP7", "1.0")} <= chat.titles(OLIVER)
    assert ("Cooling the AP7", "1.0") not in chat.titles(LENA)
    assert chat.rows(Upload) == []

    undone = chat.press(OLIVER, live, "publication.undo")
    assert "as it was before" in undone.text
    assert chat.version("3.0").superseded_on is None
    assert ("Cooling the AP7", "1.0") not in chat.titles(LENA)


def test_the_summary_comes_as_a_file(chat: Chat) -> None:
    chat.publish(OLIVER, FW120, AP7)
    said = next(m for m in reversed(chat.driver.messages("dm", OLIVER)) if m.body.get("files"))
    rows = list(csv.reader(io.StringIO(chat.driver.file(said, "published.csv").decode())))

    assert [row[0] for row in rows] == ["file", "fw120-v3.7.md", "cooling-ap7.md"]
    assert rows[1][3] == "3.0"


def test_two_files_for_one_document_do_not_race(chat: Chat) -> None:
    other = ("fw120-v3.8.md", sheet(("Noise at 1 m", "38 dB(A)"), version="3.8"))
    card = chat.drop(OLIVER, FW120, other)

    assert "replaces the same document already" in card.text


def test_what_stands_in_the_way_at_confirmation_leaves_the_draft_open(chat: Chat) -> None:
    first, second = chat.drop(OLIVER, FW120), chat.drop(OLIVER, FW120)
    chat.press(OLIVER, first, "draft.confirm")
    refused = chat.press(OLIVER, second, "draft.confirm")

    assert "is live already" in refused.text
    assert sorted(d.state for d in chat.rows(Draft)) == ["confirmed", "open"]
    assert len(chat.rows(Upload)) == 1
    assert len(chat.rows(DocumentVersion, DocumentVersion.version == "3.7")) == 1
