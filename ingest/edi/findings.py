"""What a message yields: rows for the areas of loading, what is wrong, and what was left out or taken for granted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from ingest.edi.envelope import Message
from ingest.edi.faults import EdiFault, Language, Wrong
from ingest.edi.segments import Segment
from ingest.loading.rows import Row

NoteKind = Literal["quantity", "no_date", "on_hand", "more_than_on_hand", "transfer", "deleted", "price", "report_end"]
NOTES: Final[Mapping[NoteKind, Mapping[Language, str]]] = {
    "quantity": {
        "en": "{count} x quantity {0} left out: it is no stock that can be sold and nothing that is coming",
        "de": "{count} x Menge {0} ausgelassen: kein verkäuflicher Bestand und kein Zulauf",
    },
    "no_date": {
        "en": "{count} x goods on order left out: no expected day is stated",
        "de": "{count} x bestellte Ware ausgelassen: kein erwarteter Tag genannt",
    },
    "on_hand": {
        "en": "{count} x what is on hand, less what is committed, taken as available: the file does not say it apart",
        "de": "{count} x Lagerbestand abzüglich Zusagen als verfügbar genommen: die Datei nennt es nicht eigens",
    },
    "more_than_on_hand": {
        "en": "{count} x quantity on hand left out: more is available than on hand",
        "de": "{count} x Lagerbestand ausgelassen: mehr ist verfügbar als am Lager",
    },
    "transfer": {
        "en": "{count} x transfer {0} left out: it is no sale",
        "de": "{count} x Bewegung {0} ausgelassen: kein Verkauf",
    },
    "deleted": {
        "en": "{count} x line marked as deleted left out: deleting is done by hand",
        "de": "{count} x als gelöscht gekennzeichnete Zeile ausgelassen: gelöscht wird von Hand",
    },
    "price": {
        "en": "{count} x price {0} left out: it is neither net nor gross without tax",
        "de": "{count} x Preis {0} ausgelassen: weder netto noch brutto ohne Steuer",
    },
    "report_end": {
        "en": "{count} x the end of what is reported taken as day of the sale",
        "de": "{count} x das Ende des Berichtszeitraums als Tag des Verkaufs genommen",
    },
}


@dataclass(frozen=True)
class Note:
    """Something that was left out or taken for granted, so many times."""

    kind: NoteKind
    fact: str
    count: int

    def said(self, language: Language = "en") -> str:
        """A sentence fit to show."""
        return NOTES[self.kind][language].format(self.fact, count=self.count) + "."


@dataclass
class Findings:
    """Gathers while messages are read. Rows of an area keep their order."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    faults: list[EdiFault] = field(default_factory=list)
    _notes: Counter[tuple[NoteKind, str]] = field(default_factory=Counter)

    def add(self, area: str, message: Message, segment: Segment, values: Mapping[str, str]) -> None:
        """A row that stands at a segment; empty cells are left out."""
        where = f"{message.kind} {message.reference}, segment {segment.number} ({segment.tag})"
        filled = {column: value for column, value in values.items() if value}
        self.rows.setdefault(area, []).append(Row(segment.number, filled, where))

    def wrong(self, wrong: Wrong) -> None:
        """Something wrong, which does not end the reading of the rest."""
        self.faults.append(wrong.fault)

    def note(self, kind: NoteKind, fact: str = "") -> None:
        """Something left out or taken for granted."""
        self._notes[kind, fact] += 1

    @property
    def notes(self) -> tuple[Note, ...]:
        """What was left out or taken for granted, counted."""
        return tuple(Note(kind, fact, count) for (kind, fact), count in sorted(self._notes.items()))


def stating(segment: Segment, purpose: str, purposes: frozenset[str]) -> None:
    """Whether a message states figures.

    Raises:
        Wrong: it cancels, deletes or asks.
    """
    if purpose not in purposes:
        raise segment.wrong("purpose", purpose)
