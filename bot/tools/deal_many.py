"""Registering many deals from one dropped file: each row is a registration, all of them one draft to confirm."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

import yaml
from sqlalchemy.orm import Session

from bot.tools.asked import asker, today
from bot.tools.deal_drafting import for_whom, judge
from bot.tools.deal_forms import WrongFields, read_fields
from bot.tools.deal_words import DealArguments
from bot.tools.dropped import DroppedFile
from bot.tools.questions import in_words
from bot.tools.results import Asking, Outcome, Result
from channel import drafts, uploads
from channel.access.gate import Action, Gate
from channel.access.rights import Right
from channel.access.viewer import Viewer
from channel.deals import reading, registering
from channel.deals.views import Application, Problem, RegistrationView
from channel.errors import NotPossible, Refusal, UnreadableFile
from channel.matching import normalised
from ingest.price_sheets import Cell, Sheet, is_sheet, open_sheets

REGISTER_MANY: Final = "deal.register_many"
MOST_ROWS: Final = 200
COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "lines": ("products", "produkte", "lines", "positionen", "items", "artikel"),
    "mpn": ("mpn", "product", "produkt", "part number", "artikelnummer", "sku"),
    "quantity": ("quantity", "qty", "menge", "anzahl", "stück", "stueck", "units"),
    "city": ("city", "town", "ort", "stadt"),
    "contact_name": ("contact", "contact name", "ansprechpartner", "kontakt", "contact_name"),
    "currency": ("currency", "währung", "waehrung"),
    "reseller": ("reseller", "partner", "händler"),
    "activity_on": ("activity_on", "activity date", "aktivität am"),
    "tender_published_on": ("tender_published_on", "tender published", "veröffentlicht am"),
}
"""Headings beyond those of `languages/registering.yaml`, by field."""
HEADINGS: Final = (
    "customer",
    "country",
    "postcode",
    "city",
    "products",
    "value",
    "currency",
    "expected_close",
    "contact",
    "e-mail",
    "project",
)
NEEDED: Final = frozenset({"customer"})


@dataclass(frozen=True)
class RowDraft:
    """A row as it would be registered, or what is wrong with it: words, missing fields, and rules against it."""

    number: int
    application: Application
    faults: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def good(self) -> bool:
        """Can it be registered as it is?"""
        return not self.faults and not self.missing and not self.problems


@dataclass(frozen=True)
class ManyDraft:
    """A file of deals; `key` is the draft's, none where no row can be registered."""

    file_name: str
    rows: tuple[RowDraft, ...]
    key: str | None

    @property
    def good(self) -> tuple[RowDraft, ...]:
        """The rows that would be registered."""
        return tuple(row for row in self.rows if row.good)


@dataclass(frozen=True)
class ManyDone:
    """What a confirmed file came to."""

    rows: tuple[RegistrationView, ...]


class ManyDeals:
    """Takes spreadsheets with a customer and products in each row."""

    def claims(self, asking: Asking, files: tuple[DroppedFile, ...], text: str) -> bool:  # noqa: ARG002 - as takers are asked
        """Whether who registers deals dropped a table of customers with products."""
        if Right.REGISTER_DEALS not in asking.person.rights:
            return False
        return bool(files) and all(_is_deals(asking, file) for file in files)

    def take(self, asking: Asking, files: tuple[DroppedFile, ...], text: str) -> Result:  # noqa: ARG002 - as takers are asked
        """A draft of all rows that can be registered, with what is wrong with the others.

        Raises:
            UnreadableFile: when there are no rows, or more than can be looked through.
        """
        fields = [row for file in files for row in _rows(asking, file)]
        name = ", ".join(file.file_name for file in files)
        if not 0 < len(fields) <= MOST_ROWS:
            raise UnreadableFile(
                in_words(
                    asking,
                    f"{name} has {len(fields)} rows; I take 1 to {MOST_ROWS} at once.",
                    f"{name} hat {len(fields)} Zeilen; ich nehme 1 bis {MOST_ROWS} auf einmal.",
                ),
                in_words(asking, "Split it, or send it again.", "Bitte teilen oder neu schicken."),
            )
        with asking.gate.viewing(asking.person) as session:
            rows = tuple(_row(session, asking, number, said) for number, said in fields)
        rows = _without_repetitions(rows, asking)
        good = [row.application.content() for row in rows if row.good]
        key = None
        with asking.gate.acting(asking.person, Right.REGISTER_DEALS) as action:
            uploads.let_go(action, [file.upload_key for file in files])
            if good:
                key = drafts.save(action, REGISTER_MANY, asking.thread, {"applications": good})
        return Result(ManyDraft(name, rows, key), Outcome.DRAFT if key else Outcome.CLARIFY, draft=key)


TAKER: Final = ManyDeals()


def register_many(action: Action, content: dict[str, Any]) -> dict[str, Any]:
    """Register all rows of a confirmed file, or none."""
    return registering.register_many(action, content)


def registered_many(gate: Gate, viewer: Viewer, outcome: dict[str, Any]) -> ManyDone:
    """What a confirmed file came to, in its person's sight."""
    with gate.viewing(viewer) as session:
        return ManyDone(tuple(reading.registration(session, number, gate.now()) for number in outcome["numbers"]))


def template() -> bytes:
    """An empty file with the usual headings and one example."""
    row = ["Acme GmbH", "DE", "80331", "München", "12 NW-FW120; 30 NW-AP7", "48000", "EUR", "2027-03-31"]
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    writer.writerow([*row, "Max Huber", "max.huber@acme.example", "New firewalls"])
    return out.getvalue().encode("utf-8-sig")


def _is_deals(asking: Asking, file: DroppedFile) -> bool:
    if not is_sheet(file.file_name):
        return False
    try:
        named = set(_headings(_sheet(asking, file)).values())
    except Refusal:
        return False
    return named >= NEEDED and bool({"lines", "mpn"} & named)


def _sheet(asking: Asking, file: DroppedFile) -> Sheet:
    return open_sheets(file.content, file.file_name, asking.reading.workbook)[0]


@lru_cache(maxsize=1)
def _labels() -> dict[str, str]:
    text = files("bot").joinpath("understanding", "languages", "registering.yaml").read_text(encoding="utf-8")
    named = {**yaml.safe_load(text)["labels"]}
    labels = {label: name for name, known in named.items() for label in known}
    return labels | {label: name for name, known in COLUMNS.items() for label in known}


def _headings(sheet: Sheet) -> dict[int, str]:
    labels = _labels()
    head = next(iter(sheet.rows()), ())
    found = {place: _plain(cell).casefold().replace("_", " ") for place, cell in enumerate(head)}
    named = {place: labels.get(text) or labels.get(text.replace(" ", "_")) for place, text in found.items()}
    renamed = {"contact": "contact_name", "address": "city"}
    return {place: renamed.get(name, name) for place, name in named.items() if name}


def _rows(asking: Asking, file: DroppedFile) -> list[tuple[int, dict[str, str]]]:
    sheet = _sheet(asking, file)
    headings = _headings(sheet)
    found = []
    for number, cells in enumerate(sheet.rows(), 1):
        said = {headings[place]: _plain(cell) for place, cell in enumerate(cells) if place in headings}
        if number > 1 and any(said.values()):
            found.append((number, said))
    return found


def _plain(cell: Cell) -> str:
    text = "" if cell is None else str(cell).strip()
    return re.sub(r" 00:00:00$|\.0$", "", text)


def _row(session: Session, asking: Asking, number: int, said: dict[str, str]) -> RowDraft:
    """A row judged by itself."""
    own = asker(asking)
    lines = said.get("lines") or " ".join(filter(None, (said.get("quantity"), said.get("mpn"))))
    fields = {**said, "lines": lines.replace(";", "\n")}
    try:
        known = for_whom(session, asking, DealArguments(reseller=said.get("reseller") or None), Application())
        values = read_fields(asking, fields)
    except WrongFields as wrong:
        return RowDraft(number, Application(customer=said.get("customer")), tuple(wrong.texts.values()))
    except NotPossible as refusal:
        return RowDraft(number, Application(customer=said.get("customer")), (refusal.message,))
    application = known.model_copy(update={name: value for name, value in values.items() if value is not None})
    judged = judge(session, asking, own, application, DealArguments(), today(asking, own))
    unknown = {mpn for mpn, _ in application.lines} - {product.mpn for product in judged.filled.goods}
    faults = tuple(
        in_words(asking, f"I know no product “{mpn}”.", f"Ich kenne kein Produkt „{mpn}“.") for mpn in sorted(unknown)
    )
    problems = (*(judged.wrong.problems if judged.wrong else ()), *judged.draft.wrong)
    missing = judged.draft.missing
    if not missing and not problems and judged.draft.distributor is None:
        faults = (*faults, in_words(asking, "Through which distributor?", "Über welchen Distributor?"))
    return RowDraft(number, judged.filled.application, faults, missing, problems)


def _without_repetitions(rows: tuple[RowDraft, ...], asking: Asking) -> tuple[RowDraft, ...]:
    """Rows of a file do not repeat or split a deal: the first of a customer counts."""
    seen: dict[str, int] = {}
    kept = []
    for row in rows:
        name = normalised(row.application.customer or "")
        first = seen.setdefault(name, row.number) if name and row.good else row.number
        if first == row.number:
            kept.append(row)
            continue
        words = in_words(
            asking, f"The same customer as in row {first}.", f"Derselbe Kunde wie in Zeile {first}."
        )
        kept.append(RowDraft(row.number, row.application, (words,)))
    return tuple(kept)
