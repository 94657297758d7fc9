"""Inviting many companies from a dropped file: every row checked, row errors in words, one confirmation."""

from __future__ import annotations

from typing import Final

from bot.tools.dropped import DroppedFile
from bot.tools.onboarding_inviting import draft, sold
from bot.tools.onboarding_words import lines_in
from bot.tools.questions import in_words
from bot.tools.results import Asking, Result
from channel.access.rights import Right
from channel.errors import Refusal, UnreadableFile
from channel.onboarding.companies import Company, tidied
from channel.tables.parties import Kind
from ingest.price_sheets import is_sheet, open_sheets

MOST_ROWS: Final = 200
COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "legal_name": ("company", "legal name", "company name", "firma", "firmenname", "partner", "reseller", "händler"),
    "country": ("country", "land", "iso", "country code", "ländercode"),
    "register_number": ("register number", "register no", "org no", "org.no", "registernummer", "handelsregister"),
    "vat_number": ("vat", "vat number", "vat id", "ust-id", "ust-idnr", "ustid", "uid", "tax number"),
    "domain": ("domain", "website", "web", "webseite"),
    "city": ("city", "town", "ort", "stadt"),
    "contact": ("contact", "contact name", "kontakt", "ansprechpartner", "name"),
    "email": ("email", "e-mail", "mail", "contact email", "e-mail-adresse"),
    "line": ("line", "lines", "linie", "linien", "produktlinie"),
}
"""Headings by field; separators and case do not count."""
NEEDED: Final = frozenset({"legal_name", "email"})


class ManyInvitations:
    """Takes tables with a company and an e-mail address in each row."""

    def claims(self, asking: Asking, files: tuple[DroppedFile, ...], text: str) -> bool:  # noqa: ARG002 - as takers are asked
        """Whether who takes partners on dropped a table of companies with addresses."""
        person = asking.person
        if Right.ONBOARD not in person.rights or person.kind is not Kind.DISTRIBUTOR:
            return False
        return bool(files) and all(set(_headings(_table(asking, file)[:1])) >= NEEDED for file in files)

    def take(self, asking: Asking, files: tuple[DroppedFile, ...], text: str) -> Result:
        """A draft of all rows that can be invited, with what is wrong with the others.

        Raises:
            UnreadableFile: when there are no rows, or more than can be looked through.
        """
        name = ", ".join(file.file_name for file in files)
        rows = [row for file in files for row in _rows(_table(asking, file))]
        if not 0 < len(rows) <= MOST_ROWS:
            raise UnreadableFile(
                in_words(
                    asking,
                    f"{name} has {len(rows)} rows; I take 1 to {MOST_ROWS} at once.",
                    f"{name} hat {len(rows)} Zeilen; ich nehme 1 bis {MOST_ROWS} auf einmal.",
                )
            )
        with asking.gate.viewing(asking.person) as session:
            known = sold(session, asking)
        lines = lines_in(" ".join((text, *(row.get("line", "") for row in rows))), known, None)
        companies = tuple(tidied(Company.read(row)) for row in rows)
        return draft(asking, companies, lines, name, uploaded=tuple(file.upload_key for file in files))


def _table(asking: Asking, file: DroppedFile) -> list[list[str]]:
    """The rows of the first sheet as words, none for what is no table."""
    if not is_sheet(file.file_name):
        return []
    try:
        sheet = open_sheets(file.content, file.file_name, asking.reading.workbook)[0]
        rows = [["" if cell is None else str(cell).strip() for cell in row] for row in sheet.rows()]
    except (Refusal, IndexError):
        return []
    return [row for row in rows if any(row)]


def _headings(rows: list[list[str]]) -> list[str]:
    """The field of each column, empty where none is known."""
    names = {_plain(word): field for field, words in COLUMNS.items() for word in (field, *words)}
    return [names.get(_plain(cell), "") for cell in rows[0]] if rows else []


def _rows(table: list[list[str]]) -> list[dict[str, str]]:
    fields = _headings(table[:1])
    return [
        {field: cell.strip() for field, cell in zip(fields, row, strict=False) if field and cell.strip()}
        for row in table[1:]
    ]


def _plain(heading: str) -> str:
    return heading.strip().casefold().replace("_", " ").replace("-", " ").replace(".", " ").strip()


TAKER: Final = ManyInvitations()
"""What takes files of companies to be invited."""
