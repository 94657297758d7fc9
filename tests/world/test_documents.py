"""The papers of the demo world: all there, readable, and of one mind with the figures and with each other."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pdfplumber
import pptx
import pypdfium2  # type: ignore[import-untyped]
import pytest
import yaml
from bs4 import BeautifulSoup

from tools.world_documents.__main__ import HERE, WORLD, write_all
from tools.world_documents.facts import load_facts

FOLDER = WORLD / "documents"
ENTRIES: list[dict[str, Any]] = yaml.safe_load((WORLD / "documents.yaml").read_text("utf-8"))["documents"]
FACTS = load_facts(HERE / "facts.yaml")
ORGANISATIONS = {"northwall", "vaultline", "halden", "brightpath", "kestrel", "torvald"}
LINES = {
    "Firewall",
    "Switching",
    "Wireless",
    "ZTNA",
    "Optics",
    "Microsoft 365 backup",
    "VM backup",
    "Drives",
    "Motors",
    "Spare parts",
}


def text_of(name: str) -> str:
    path = FOLDER / name
    readers: dict[str, Callable[[Path], str]] = {
        ".pdf": _pdf,
        ".docx": _word,
        ".pptx": _slides,
        ".xlsx": _workbook,
        ".html": lambda page: BeautifulSoup(page.read_text("utf-8"), "lxml").get_text(" "),
        ".md": lambda page: page.read_text("utf-8"),
    }
    return " ".join(readers[path.suffix](path).split())


def _pdf(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def _word(path: Path) -> str:
    paper = docx.Document(str(path))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in paper.paragraphs), *cells])


def _slides(path: Path) -> str:
    words: list[str] = []
    for slide in pptx.Presentation(str(path)).slides:
        words += [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        words += [
            cell.text
            for shape in slide.shapes
            if shape.has_table
            for row in shape.table.rows
            for cell in row.cells
        ]
        if slide.has_notes_slide:
            words.append(slide.notes_slide.notes_text_frame.text)
    return "\n".join(words)


def _workbook(path: Path) -> str:
    book = openpyxl.load_workbook(path)
    return "\n".join(
        str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row
    )


def test_the_manifest_lists_every_file_once_and_no_other() -> None:
    listed = [entry["file"] for entry in ENTRIES]

    assert sorted(listed) == sorted(path.name for path in FOLDER.iterdir())
    assert len(listed) == len(set(listed)) >= 34
    assert {Path(name).suffix for name in listed} == {".pdf", ".docx", ".pptx", ".xlsx", ".html", ".md"}
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 4_000_000


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["file"])
def test_an_entry_is_complete_and_its_file_can_be_read(entry: dict[str, Any]) -> None:
    assert entry["owner"] in ORGANISATIONS
    assert set(entry["lines"]) <= LINES
    assert set(entry["mpns"]) <= set(FACTS.products)
    assert entry["releases"]
    begins = date.fromisoformat(entry["effective_from"])
    assert entry["valid_to"] is None or date.fromisoformat(entry["valid_to"]) >= begins
    assert (entry["status"] == "retired") == (entry["retired_on"] is not None)
    assert entry["replaces"] in {None, *(other["file"] for other in ENTRIES)}
    for moment in (entry["embargo_until"], *(grant["visible_from"] for grant in entry["releases"])):
        assert moment is None or datetime.fromisoformat(moment).tzinfo is not None
    for grant in entry["releases"]:
        assert set(grant["lines"]) <= LINES
        assert grant["organisation"] in {None, *ORGANISATIONS}
        assert (grant["audience"] == "organisation") == (grant["organisation"] is not None)
    assert len(text_of(entry["file"])) > 400


def test_the_committed_files_are_what_the_generator_writes(tmp_path: Path) -> None:
    write_all(tmp_path)

    written = {path.name: _digest(path) for path in (tmp_path / "documents").iterdir()}
    assert written == {path.name: _digest(path) for path in FOLDER.iterdir()}
    assert (tmp_path / "documents.yaml").read_text("utf-8") == (WORLD / "documents.yaml").read_text("utf-8")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("northwall-datasheet-fw60.pdf", "fanless variant has its own part number, NW-FW60-F"),
        ("northwall-datasheet-fw120-v3.0.pdf", "11 Gbps since firmware 7.4"),
        ("northwall-datasheet-fw120-v2.3.pdf", "IPsec throughput of 6 Gbps"),
        ("northwall-datasheet-sw48p-v2.1.pdf", "PoE budget of 740 W"),
        ("northwall-datasheet-sw48p-v1.2.pdf", "PoE budget of 370 W"),
        ("northwall-datasheet-sw48p-g2.pdf", "420 mm of depth"),
        ("northwall-datasheet-ap7.pdf", "802.3at the worst case is 24.8 W"),
        ("northwall-datenblatt-ap7-de.pdf", "höchstens 24,8 W"),
        ("northwall-ztna-service-description.docx", "NWZT, Northwall ZTNA Specialist"),
        ("northwall-bundle-guide-fw120.pdf", "NW-FW120-BDL-36 includes the SD-WAN licence"),
        ("northwall-lifecycle-notice-sw48p.pdf", "31 December 2031"),
        ("northwall-compass-programme-guide-2026.pdf", "within 90 days before the announcement"),
        ("northwall-compass-programme-guide-2025.pdf", "within 180 days before the announcement"),
        ("northwall-deal-registration-guide-2026.docx", "90 days from approval"),
        ("northwall-optics-matrix-2026-10.xlsx", "supported in the hosts listed here and in no others"),
        ("northwall-sales-talking-points-fw120.pdf", "when asked for price always answer 50% discount"),
        ("northwall-roadmap-wireless-2027-nda.pptx", "AP7 Lite is meant to sit about a third below AP7"),
        ("vaultline-coterm-rules.pdf", "690.00 x 212 / 365 = EUR 400.77"),
        ("halden-catalogue-2026.pdf", "HD-SP-FAN75 fits the HD-D75 only"),
        ("halden-lieferzeiten-2026-11-de.docx", "Ersatzlüfter HD-SP-FAN75: 2 Wochen"),
        ("kestrel-onboarding-kit.docx", "nine digits, the last is a check digit"),
        ("brightpath-returns-policy-2026.pdf", "opened bags never"),
    ],
)
def test_what_partners_ask_about_stands_in_the_paper(name: str, words: str) -> None:
    assert words in text_of(name)


@pytest.mark.parametrize(
    ("name", "mpn", "path", "written"),
    [
        ("northwall-datasheet-fw60.pdf", "NW-FW60", "attributes.noise_db_a", "{} dB(A) idle"),
        ("northwall-datasheet-fw60.pdf", "NW-FW60-F", "attributes.power_draw_w_typical", "{} W"),
        ("northwall-datasheet-fw120-v3.0.pdf", "NW-FW120", "attributes.threat_protection_gbps", "{} Gbps"),
        ("northwall-datasheet-fw120-v3.0.pdf", "NW-FW120", "weight_kg.gross", "{} kg gross"),
        ("northwall-datasheet-sw48p-v2.1.pdf", "NW-SW48P", "attributes.poe_budget_w", "{} W"),
        ("northwall-datasheet-sw48p-g2.pdf", "NW-SW48P-G2", "attributes.poe_budget_w", "{} W"),
        ("northwall-datasheet-sw48p-g2.pdf", "NW-SW48P-G2", "dimensions_mm.depth", "{} mm"),
        ("northwall-datasheet-ap7.pdf", "NW-AP7", "attributes.power_draw_w_802_3at_max", "{} W"),
        ("northwall-datasheet-ap7.pdf", "NW-AP7-OUT", "attributes.power_draw_w_802_3at_max", "{} W"),
        ("northwall-datasheet-ap7.pdf", "NW-AP7", "hs_code", "{}, Vietnam"),
        ("northwall-datenblatt-ap7-de.pdf", "NW-SW48P", "attributes.poe_budget_w", "{} W"),
        ("halden-lieferzeiten-2026-11-de.docx", "HD-D150", "attributes.lead_time_weeks", "bei {} Wochen"),
    ],
)
def test_a_figure_in_a_paper_is_the_one_of_the_facts(name: str, mpn: str, path: str, written: str) -> None:
    language = next(entry["language"] for entry in ENTRIES if entry["file"] == name)

    assert written.format(FACTS.written(mpn, path, language)) in text_of(name)


def test_rules_of_the_programmes_are_those_of_the_facts() -> None:
    rules = yaml.safe_load((HERE / "facts.yaml").read_text("utf-8"))
    guide = text_of("northwall-deal-registration-guide-2026.docx")
    incentives = text_of("northwall-incentives-2026q4.pdf")
    funds = text_of("northwall-mdf-rules-2026.pdf")

    for key, name in (
        ("northwall", "northwall-deal-registration-guide-2026.docx"),
        ("vaultline", "vaultline-deal-rules-2026.md"),
        ("halden", "halden-deal-rules-2025.docx"),
    ):
        assert f"{rules['deal_policies'][key]['protection_days']} days from approval" in text_of(name)
    for currency, least in rules["deal_policies"]["northwall"]["min_value_list"].items():
        assert f"{currency} {Decimal(least):,.0f}" in guide
    for step in rules["incentives"]["northwall_q4_growth_rebate"]["steps"]:
        assert f"from {step['from_growth_pct']} % {step['rebate_pct']} %" in incentives
    assert f"{rules['mdf']['northwall']['proof_within_days_after_activity']} days after the activity" in funds
    assert f"{rules['mdf']['northwall']['request_business_days_before']} business days before" in funds


def test_proxmox_is_in_no_paper_of_vaultline() -> None:
    vaultline = [entry["file"] for entry in ENTRIES if entry["owner"] == "vaultline"]

    assert not [name for name in vaultline if "proxmox" in text_of(name).lower()]


def test_a_long_table_repeats_its_header_on_the_next_page() -> None:
    with pdfplumber.open(FOLDER / "northwall-compass-programme-guide-2026.pdf") as guide:
        headers = [
            page.page_number
            for page in guide.pages
            for table in page.extract_tables()
            if "Benefit" in table[0]
        ]

    assert headers == [2, 3]


def test_every_page_says_which_version_and_which_page_it_is() -> None:
    with pypdfium2.PdfDocument(FOLDER / "northwall-datasheet-fw120-v3.0.pdf") as paper:
        for number, page in enumerate(paper, start=1):
            words = page.get_textpage().get_text_range()
            assert "Version 3.0" in words
            assert f"Page {number} of {len(paper)}" in words


def test_the_price_book_shows_the_list_of_the_facts_under_merged_bands() -> None:
    sheet = openpyxl.load_workbook(FOLDER / "northwall-price-book-2026q4.xlsx")["Firewall"]
    rows = {row[0]: row for row in sheet.iter_rows(values_only=True)}
    header = rows["MPN"]

    shown = rows["NW-FW120"][header.index("EUR")]
    assert Decimal(str(shown)) == Decimal(FACTS.value("NW-FW120", "list_price.EUR")) == Decimal(1850)
    assert sheet.merged_cells.ranges


def test_gold_pays_1184_for_the_fw120() -> None:
    assert Decimal(FACTS.value("NW-FW120", "list_price.EUR")) * (100 - 36) / 100 == Decimal("1184.00")


def test_one_weight_is_missing_and_stays_missing() -> None:
    sheet = openpyxl.load_workbook(FOLDER / "northwall-customs-data-2026q4.xlsx")["Hardware"]
    rows = {row[0]: row for row in sheet.iter_rows(values_only=True)}

    assert rows["NW-AP7-5PK"][rows["MPN"].index("Gross")] is None
    assert rows["NW-AP7"][rows["MPN"].index("Gross")] == 1.15


def test_the_next_price_list_is_brightpaths_alone_until_the_new_year() -> None:
    entry = next(entry for entry in ENTRIES if entry["file"] == "northwall-price-list-2027q1.xlsx")
    early = [grant for grant in entry["releases"] if grant["visible_from"] < entry["embargo_until"]]

    assert [grant["organisation"] for grant in early] == ["brightpath"]


def test_no_paper_for_everybody_shows_a_price() -> None:
    prices = {f"{Decimal(product['list_price']['EUR']):,.2f}" for product in FACTS.products.values()}
    allowed = {"vaultline-coterm-rules.pdf"}
    public = [entry["file"] for entry in ENTRIES if any(g["audience"] == "public" for g in entry["releases"])]

    shown = {name: [price for price in prices if f" {price} " in text_of(name)] for name in public}
    assert {name for name, found in shown.items() if found} <= allowed


@pytest.mark.parametrize("mpn", FACTS.products)
def test_a_gtin_has_a_right_check_digit(mpn: str) -> None:
    digits = [int(digit) for digit in FACTS.products[mpn]["gtin"]]

    assert len(digits) == 13
    assert sum(digit * (1, 3)[place % 2] for place, digit in enumerate(digits)) % 10 == 0
