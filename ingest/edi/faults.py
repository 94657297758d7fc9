"""What is wrong with an interchange, in words: the segment by number and name, what it is, and what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from channel.errors import UnreadableFile

Language = Literal["en", "de"]
SHOWN: Final = 3
"""So many faults stand in the refusal's own words; all are in its `faults`."""

WORDS: Final[Mapping[str, Mapping[Language, str]]] = {
    "no_interchange": {
        "en": "this is neither an X12 nor an EDIFACT interchange; it has to begin with ISA, UNA or UNB",
        "de": "das ist weder eine X12- noch eine EDIFACT-Datei; sie muss mit ISA, UNA oder UNB beginnen",
    },
    "characters": {
        "en": "the characters do not fit {0}, which the file says it is written in; send it again in that encoding",
        "de": "die Zeichen passen nicht zu {0}, wie es die Datei angibt; bitte in dieser Kodierung neu senden",
    },
    "marks": {
        "en": "the separators cannot be told apart; each has to be a sign of its own, neither letter nor digit",
        "de": "die Trennzeichen sind nicht eindeutig; jedes muss ein eigenes Zeichen sein, weder Buchstabe noch Ziffer",
    },
    "header": {
        "en": "the header of the interchange is incomplete; have the file written anew",
        "de": "der Kopf der Übertragungsdatei ist unvollständig; bitte die Datei neu erzeugen lassen",
    },
    "cut_off": {
        "en": "the file ends before its {0}; it was cut off, send all of it",
        "de": "die Datei endet vor ihrem {0}; sie ist abgeschnitten, bitte ganz senden",
    },
    "tag": {
        "en": "“{0}” is no name of a segment; have the file written anew",
        "de": "„{0}“ ist kein Name eines Segments; bitte die Datei neu erzeugen lassen",
    },
    "place": {
        "en": "stands where {0} is expected; have the file written anew",
        "de": "steht, wo {0} erwartet wird; bitte die Datei neu erzeugen lassen",
    },
    "count": {
        "en": "says {0} {2}, but there are {1}; something is missing or doubled, send the file again",
        "de": "nennt {0} {2}, es sind aber {1}; etwas fehlt oder ist doppelt, bitte die Datei neu senden",
    },
    "reference": {
        "en": "has the control number “{0}”, its header says “{1}”; have the file written anew",
        "de": "trägt die Kontrollnummer „{0}“, der Kopf nennt „{1}“; bitte die Datei neu erzeugen lassen",
    },
    "test": {
        "en": "the interchange is marked as a test; send it marked as production",
        "de": "die Übertragungsdatei ist als Test gekennzeichnet; bitte als Echtdaten senden",
    },
    "message": {
        "en": "“{0}” is a kind of message I do not load; I load X12 846 and 867, EDIFACT INVRPT (D.96A, D.01B) and "
        "PRICAT (D.96A)",
        "de": "„{0}“ ist eine Nachrichtenart, die ich nicht lade; ich lade X12 846 und 867, EDIFACT INVRPT (D.96A, "
        "D.01B) und PRICAT (D.96A)",
    },
    "purpose": {
        "en": "with “{0}” the message does not state figures that hold; send an original or a replacement",
        "de": "mit „{0}“ nennt die Nachricht keine geltenden Zahlen; bitte ein Original oder einen Ersatz senden",
    },
    "empty": {
        "en": "the message holds no lines; there is nothing to load",
        "de": "die Nachricht enthält keine Zeilen; es gibt nichts zu laden",
    },
    "no_whole": {
        "en": "“{0}” is no whole number of pieces; write it like 85",
        "de": "„{0}“ ist keine ganze Stückzahl; schreiben Sie sie wie 85",
    },
    "below_zero": {
        "en": "“{0}” is below zero, which stock cannot be; correct it",
        "de": "„{0}“ liegt unter null, das kann Bestand nicht; bitte berichtigen",
    },
    "unit": {
        "en": "the unit “{0}” is not pieces; send quantities in pieces (EA, PCE)",
        "de": "die Einheit „{0}“ ist nicht Stück; bitte Mengen in Stück senden (EA, PCE)",
    },
    "no_day": {
        "en": "“{0}” is no date or time in the format that goes with it; correct it",
        "de": "„{0}“ ist kein Datum und keine Zeit im angegebenen Format; bitte berichtigen",
    },
    "no_item": {
        "en": "names neither a manufacturer's part number nor a GTIN; add one",
        "de": "nennt weder eine Herstellerartikelnummer noch eine GTIN; bitte ergänzen",
    },
    "gtin": {
        "en": "“{0}” is no GTIN, its check digit is wrong; correct it",
        "de": "„{0}“ ist keine GTIN, die Prüfziffer stimmt nicht; bitte berichtigen",
    },
    "no_warehouse": {
        "en": "no warehouse is named for this quantity; name it ({0})",
        "de": "zu dieser Menge ist kein Lager genannt; bitte nennen ({0})",
    },
    "no_quantity": {
        "en": "states no quantity that is known to me; add one ({0})",
        "de": "nennt keine Menge, die ich kenne; bitte ergänzen ({0})",
    },
    "no_country": {
        "en": "does not say to which country the goods went; add it (N404 of the ship-to)",
        "de": "sagt nicht, in welches Land die Ware ging; bitte ergänzen (N404 des Lieferorts)",
    },
    "no_sale_day": {
        "en": "does not say when it was sold; add the date (DTM 003 or 011)",
        "de": "sagt nicht, wann verkauft wurde; bitte das Datum ergänzen (DTM 003 oder 011)",
    },
    "transfer": {
        "en": "“{0}” is a kind of transfer that is unknown to me; use SS for a sale or RB for a return",
        "de": "„{0}“ ist eine Art der Bewegung, die ich nicht kenne; SS steht für Verkauf, RB für Rückgabe",
    },
    "no_amount": {
        "en": "“{0}” is no price of zero or more with up to four decimal places; correct it",
        "de": "„{0}“ ist kein Preis ab null mit höchstens vier Nachkommastellen; bitte berichtigen",
    },
    "no_currency": {
        "en": "says no currency for its prices; add it (CUX)",
        "de": "nennt keine Währung für die Preise; bitte ergänzen (CUX)",
    },
    "currency": {
        "en": "“{0}” is no currency code; write it like EUR",
        "de": "„{0}“ ist kein Währungscode; schreiben Sie ihn wie EUR",
    },
    "no_price": {
        "en": "has no price that is known to me; add one (PRI with AAA or AAB)",
        "de": "hat keinen Preis, den ich kenne; bitte ergänzen (PRI mit AAA oder AAB)",
    },
    "no_start": {
        "en": "does not say from when the price holds; add the date (DTM 194)",
        "de": "sagt nicht, ab wann der Preis gilt; bitte das Datum ergänzen (DTM 194)",
    },
    "no_vendor": {
        "en": "does not name the supplier; add it (NAD with SU)",
        "de": "nennt den Lieferanten nicht; bitte ergänzen (NAD mit SU)",
    },
    "no_territory": {
        "en": "does not say for which country the price holds; add it (LOC with 28)",
        "de": "sagt nicht, für welches Land der Preis gilt; bitte ergänzen (LOC mit 28)",
    },
}
"""What can be wrong, by code."""

COUNTED: Final[Mapping[str, Mapping[Language, str]]] = {
    "segments": {"en": "segments", "de": "Segmente"},
    "messages": {"en": "messages", "de": "Nachrichten"},
    "groups": {"en": "groups", "de": "Gruppen"},
}


@dataclass(frozen=True)
class EdiFault:
    """One thing that is wrong. `segment` counts in the file from 1, 0 where no segment could be read."""

    code: str
    segment: int = 0
    tag: str = ""
    facts: tuple[str, ...] = ()

    def said(self, language: Language = "en") -> str:
        """A sentence fit to show, such as “Segment 14 (QTY): ...”."""
        facts = [COUNTED[fact][language] if fact in COUNTED else fact for fact in self.facts]
        what = WORDS[self.code][language].format(*facts)
        if not self.segment:
            return f"{what[0].upper()}{what[1:]}."
        return f"Segment {self.segment} ({self.tag}): {what}."


class EdiRefused(UnreadableFile):
    """An interchange of which nothing is taken. All that was found to be wrong is in `faults`, in order."""

    def __init__(self, name: str, faults: Sequence[EdiFault]) -> None:
        self.name = name
        self.faults = tuple(faults)
        super().__init__(*self.said("en"))
        self.german = self.said("de")

    def said(self, language: Language) -> tuple[str, str]:
        """The message and what to do next, in a language."""
        first = " ".join(fault.said(language) for fault in self.faults[:SHOWN])
        more = len(self.faults) - SHOWN
        if language == "de":
            rest = f" Und {more} weitere Fehler." if more > 0 else ""
            return f"{self.name}: {first}{rest}", "Es wurde nichts geladen; bitte berichtigt neu senden."
        rest = f" And {more} more." if more > 0 else ""
        return f"{self.name}: {first}{rest}", "Nothing was loaded; correct it and send it again."


class Wrong(Exception):  # noqa: N818 - told as a fault, never seen as an error
    """Stops the reading of one line or of the whole interchange; `fault` says why."""

    def __init__(self, code: str, segment: int = 0, tag: str = "", *facts: str) -> None:
        self.fault = EdiFault(code, segment, tag, facts)
        super().__init__(self.fault.said())
