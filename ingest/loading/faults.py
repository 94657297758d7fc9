"""What is wrong with a file or one of its rows, in words: where it is, what it is, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

Language = Literal["en", "de"]

WORDS: Final[Mapping[str, Mapping[Language, str]]] = {
    "missing": {"en": "is empty; fill it in", "de": "ist leer; bitte ausfüllen"},
    "no_amount": {
        "en": "“{0}” is no amount of zero or more; write it like 1184.00",
        "de": "„{0}“ ist kein Betrag ab null; schreiben Sie ihn wie 1184.00",
    },
    "two_amounts": {
        "en": "“{0}” can be read as two amounts; write it with a point and without thousands, like 1184.00",
        "de": "„{0}“ lässt sich als zwei Beträge lesen; schreiben Sie ihn mit Punkt und ohne Tausender, wie 1184.00",
    },
    "fine": {
        "en": "“{0}” has more than four decimal places; round it",
        "de": "„{0}“ hat mehr als vier Nachkommastellen; bitte runden",
    },
    "no_whole": {
        "en": "“{0}” is no whole number of zero or more; write it like 12",
        "de": "„{0}“ ist keine ganze Zahl ab null; schreiben Sie sie wie 12",
    },
    "no_count": {
        "en": "“{0}” is no whole number of one or more; write it like 1",
        "de": "„{0}“ ist keine ganze Zahl ab eins; schreiben Sie sie wie 1",
    },
    "no_signed": {
        "en": "“{0}” is no whole number; write it like 21, or -2 for returns",
        "de": "„{0}“ ist keine ganze Zahl; schreiben Sie sie wie 21, oder -2 bei Rückgaben",
    },
    "large": {"en": "“{0}” is too large; check it", "de": "„{0}“ ist zu groß; bitte prüfen"},
    "no_day": {
        "en": "“{0}” is no day; write it like 2026-12-31",
        "de": "„{0}“ ist kein Tag; schreiben Sie ihn wie 2026-12-31",
    },
    "no_moment": {
        "en": "“{0}” is no moment with its offset from UTC; write it like 2026-11-24T08:55:00+01:00",
        "de": "„{0}“ ist kein Zeitpunkt mit Abstand zu UTC; schreiben Sie ihn wie 2026-11-24T08:55:00+01:00",
    },
    "no_yes_no": {"en": "“{0}” is neither yes nor no", "de": "„{0}“ ist weder yes noch no"},
    "no_country": {
        "en": "“{0}” is no country code; write it like DE",
        "de": "„{0}“ ist kein Ländercode; schreiben Sie ihn wie DE",
    },
    "no_territory": {
        "en": "“{0}” is no country or region code; write it like DE or DE-BY",
        "de": "„{0}“ ist kein Länder- oder Regionscode; schreiben Sie ihn wie DE oder DE-BY",
    },
    "no_currency": {
        "en": "“{0}” is no currency code; write it like EUR",
        "de": "„{0}“ ist kein Währungscode; schreiben Sie ihn wie EUR",
    },
    "no_timezone": {
        "en": "“{0}” is no time zone; write it like Europe/Berlin",
        "de": "„{0}“ ist keine Zeitzone; schreiben Sie sie wie Europe/Berlin",
    },
    "no_period": {
        "en": "“{0}” is no year, quarter or month; write it like 2026, 2026-Q4 or 2026-10",
        "de": "„{0}“ ist kein Jahr, Quartal oder Monat; schreiben Sie es wie 2026, 2026-Q4 oder 2026-10",
    },
    "no_choice": {"en": "“{0}” is none of {1}", "de": "„{0}“ ist keines von {1}"},
    "no_facts": {
        "en": 'cannot be read as JSON; write it like {{"name": {{"value": 1}}}}',
        "de": 'lässt sich nicht als JSON lesen; schreiben Sie es wie {{"name": {{"value": 1}}}}',
    },
    "long": {"en": "is longer than {0} characters; shorten it", "de": "ist länger als {0} Zeichen; bitte kürzen"},
    "unknown": {
        "en": "“{0}” is not known to me; check the spelling",
        "de": "„{0}“ kenne ich nicht; bitte die Schreibweise prüfen",
    },
    "unknown_near": {
        "en": "“{0}” is not known to me; did you mean {1}?",
        "de": "„{0}“ kenne ich nicht; meinen Sie {1}?",
    },
    "not_own": {
        "en": "is not yours to load; leave it empty or write {0}",
        "de": "dürfen Sie nicht laden; leer lassen oder {0} schreiben",
    },
    "not_yours": {
        "en": "“{0}” is not yours to load; leave these rows out, or ask the operator",
        "de": "„{0}“ dürfen Sie nicht laden; lassen Sie diese Zeilen weg, oder fragen Sie den Betreiber",
    },
    "not_grantable": {
        "en": "“{0}” cannot be given to people of your organisation; leave it out",
        "de": "„{0}“ kann Leuten Ihrer Organisation nicht gegeben werden; bitte weglassen",
    },
    "elsewhere": {
        "en": "“{0}” does not belong to {1}; check both",
        "de": "„{0}“ gehört nicht zu {1}; bitte beide prüfen",
    },
    "same_row": {
        "en": "the same row stands at row {0} already; leave one of them out",
        "de": "dieselbe Zeile steht schon in Zeile {0}; lassen Sie eine davon weg",
    },
    "disagrees": {
        "en": "row {0} says something else of {1}; make them agree",
        "de": "Zeile {0} sagt etwas anderes über {1}; bitte angleichen",
    },
    "kind_fixed": {
        "en": "a company's kind is not changed by a file; leave it as it is",
        "de": "die Art eines Unternehmens ändert keine Datei; bitte so lassen",
    },
    "off_board": {
        "en": "somebody who leaves is taken out in chat by an administrator; write yes or leave the row out",
        "de": "wer ausscheidet, wird im Chat vom Administrator entfernt; yes schreiben oder die Zeile weglassen",
    },
}
"""What is wrong by code; it follows the name of the column."""
COUNTED: Final[Mapping[str, Mapping[Language, str]]] = {
    "row": {"en": "Row", "de": "Zeile"},
    "segment": {"en": "Segment", "de": "Segment"},
}


@dataclass(frozen=True, slots=True)
class RowFault:
    """One thing wrong with one row, which is counted as a row or as a segment. `column` is its heading, empty where it
    is the row as a whole.
    """

    number: int
    column: str
    code: str
    facts: tuple[str, ...] = ()
    counted: Literal["row", "segment"] = "row"

    def said(self, language: Language) -> str:
        """What is wrong and what to do, without the place."""
        return WORDS[self.code][language].format(*self.facts)

    def words(self, language: Language) -> str:
        """The whole of it in one line: row, column, what is wrong, what to do."""
        row = COUNTED[self.counted][language]
        place = f"{row} {self.number}, {self.column}" if self.column else f"{row} {self.number}"
        said = self.said(language)
        return f"{place}: {said}" if said.endswith("?") else f"{place}: {said}."
