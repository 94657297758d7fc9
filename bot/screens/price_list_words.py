"""The words of price lists: what is asked, what is wrong with a row, what a column means."""

from __future__ import annotations

from typing import Final

from bot.screens.text import Language
from bot.tools.price_list_values import ColumnShown
from channel.price_moves import Caution, Move, PricePlan
from channel.price_offers import RowFault
from channel.tables.prices import PriceListKind

Both = dict[Language, str]

KINDS: Final[dict[PriceListKind, Both]] = {
    PriceListKind.LIST: {"en": "list prices", "de": "Listenpreise"},
    PriceListKind.RESELLER: {"en": "reseller prices", "de": "Händlerpreise"},
    PriceListKind.COST: {"en": "distributor prices", "de": "Distributorpreise"},
}
MOVES: Final[dict[Move, Both]] = {
    Move.NEW: {"en": "new", "de": "neu"},
    Move.GONE: {"en": "gone", "de": "entfallen"},
    Move.UP: {"en": "up", "de": "teurer"},
    Move.DOWN: {"en": "down", "de": "günstiger"},
    Move.SAME: {"en": "unchanged", "de": "unverändert"},
}
CAUTIONS: Final[dict[Caution, Both]] = {
    Caution.JUMP: {"en": "changes by more than 30 %", "de": "ändert sich um mehr als 30 %"},
    Caution.SLIP: {"en": "decimal point slipped?", "de": "Komma verrutscht?"},
    Caution.CURRENCY: {"en": "priced in another currency so far", "de": "bisher in anderer Währung"},
    Caution.FREE: {"en": "costs nothing", "de": "kostet nichts"},
    Caution.BREAK: {"en": "dearer at the larger quantity", "de": "bei größerer Menge teurer"},
    Caution.TIER: {"en": "dearer for the higher tier", "de": "für die höhere Stufe teurer"},
}
FAULTS: Final[dict[RowFault, Both]] = {
    RowFault.NO_PART: {"en": "a price without a part number", "de": "ein Preis ohne Artikelnummer"},
    RowFault.UNKNOWN_PART: {"en": "{0} is no product of yours", "de": "{0} ist kein Produkt von Ihnen"},
    RowFault.NO_AMOUNT: {"en": "price “{0}” is not an amount", "de": "Preis „{0}“ ist kein Betrag"},
    RowFault.NEGATIVE: {"en": "price “{0}” is negative", "de": "Preis „{0}“ ist negativ"},
    RowFault.NO_CURRENCY: {"en": "the currency is missing", "de": "die Währung fehlt"},
    RowFault.UNKNOWN_CURRENCY: {"en": "“{0}” is no currency I know", "de": "„{0}“ kenne ich nicht als Währung"},
    RowFault.NO_TERRITORY: {"en": "no country is said for prices in {0}", "de": "für Preise in {0} fehlt das Land"},
    RowFault.UNKNOWN_TERRITORY: {"en": "“{0}” is no territory I know", "de": "„{0}“ kenne ich nicht als Gebiet"},
    RowFault.NOT_SOLD_THERE: {
        "en": "{0}: you do not distribute {1} in {2}",
        "de": "{0}: Sie vertreiben {1} nicht in {2}",
    },
    RowFault.NO_TIER: {"en": "the tier is missing", "de": "die Partnerstufe fehlt"},
    RowFault.UNKNOWN_TIER: {"en": "“{0}” is no tier of this vendor", "de": "„{0}“ ist keine Stufe dieses Herstellers"},
    RowFault.NO_QUANTITY: {"en": "“{0}” is no quantity", "de": "„{0}“ ist keine Menge"},
    RowFault.NO_DAY: {"en": "“{0}” is no day", "de": "„{0}“ ist kein Datum"},
    RowFault.DISAGREES: {
        "en": "{0} costs {1} here and {2} in row {3}",
        "de": "{0} kostet hier {1} und in Zeile {3} {2}",
    },
}
ASKED: Final[dict[str, Both]] = {
    "columns": {"en": "what some columns mean – I guessed", "de": "was einige Spalten bedeuten – ich habe geraten"},
    "effective": {"en": "from which day on the prices hold", "de": "ab welchem Tag die Preise gelten"},
    "currency": {"en": "the currency", "de": "die Währung"},
    "territories": {"en": "for which countries", "de": "für welche Länder"},
    "tier": {"en": "for which partner tier", "de": "für welche Partnerstufe"},
    "distributor": {"en": "for which distributor", "de": "für welchen Distributor"},
}
ASSUMED: Final[dict[str, dict[str, Both]]] = {
    "effective": {
        "rows": {"en": "The first day stands in the rows.", "de": "Der erste Tag steht in den Zeilen."},
        "file": {"en": "The first day stands in the file.", "de": "Der erste Tag steht in der Datei."},
        "edition": {
            "en": "I took the first day of the edition; please check.",
            "de": "Ich habe den ersten Tag der Ausgabe genommen; bitte prüfen.",
        },
    }
}
MEANINGS: Final[dict[str, Both]] = {
    "part": {"en": "part number", "de": "Artikelnummer"},
    "name": {"en": "description", "de": "Bezeichnung"},
    "line": {"en": "product line", "de": "Produktlinie"},
    "gtin": {"en": "EAN/GTIN", "de": "EAN/GTIN"},
    "currency": {"en": "currency", "de": "Währung"},
    "territory": {"en": "country", "de": "Land"},
    "tier": {"en": "partner tier", "de": "Partnerstufe"},
    "quantity": {"en": "from quantity", "de": "ab Menge"},
    "from": {"en": "valid from", "de": "gültig ab"},
    "until": {"en": "valid until", "de": "gültig bis"},
    "status": {"en": "status (EOL)", "de": "Status (EOL)"},
    "per": {"en": "price is for so many", "de": "Preis gilt für so viele"},
    "price": {"en": "price", "de": "Preis"},
    "recommended": {"en": "recommended price", "de": "empfohlener Preis"},
    "other": {"en": "pass over", "de": "übergehen"},
    "unknown": {"en": "not sure", "de": "unklar"},
}
WORDS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "question": "Publish {count} {kind} from {day}?",
        "need": "I need a word from you to read these {count} rows.",
        "read": "I read {count} {kind}.",
        "nothing": "These {kind} are the ones that hold already; there is nothing to change.",
        "no_change": "Nothing changes before you confirm.",
        "corrects": "changes {name}",
        "edition": "new edition {name}",
        "embargo": "under embargo until {moment}",
        "embargo_note": "Until the embargo ends only you and those you released the list to see the new prices; that the present ones end can be seen.",
        "missing": "Please tell me (button “Edit”):",
        "unusable": "{count} rows cannot be used:",
        "unusable_one": "One row cannot be used:",
        "left_out": "{count} rows are left out; their products keep their prices:",
        "left_out_one": "One row is left out; its product keeps its price:",
        "more_problems": "• … and {count} more, in the CSV",
        "look": "Please look at these twice:",
        "product": "Product",
        "for": "For",
        "moved": "Before → after",
        "change": "Change",
        "more_moves": "{count} more changes are in the CSV.",
        "columns": "Columns",
        "as_before": "Columns read as in your last file of this layout",
        "missing_end": "Products of these lines that the file leaves out lose their price.",
        "missing_keep": "What the file leaves out keeps its price.",
        "untouched": "Untouched, because not in the file: {lines}.",
        "bounded": "{count} prices end before others that are already published from {day}.",
        "open": "{count} without a price on purpose (such as {first}): their price ends.",
        "ended": "{count} marked as ended (such as {first}): their price ends.",
        "sheets": "Sheets not read: {names}.",
        "publish": "Publish prices",
        "go_on": "Go on without them",
        "edit": "Edit",
        "all_rows": "All rows (CSV)",
        "discard": "Discard",
        "problem": "problem",
        "csv": "change|part number|name|line|country|tier|from quantity|currency|before|after|percent|note",
        "rows_sent": "All {count} rows as CSV.",
        "live": "{lists}: in effect from {day}",
        "written": "{written} prices written, {ended} ended the day before.",
        "undo": "Undo",
        "undo_question": "Take “{name}” (from {day}) back?",
        "undo_facts": "Its {written} prices go, and the {ended} that it ended hold again as before.",
        "undo_do": "Take it back",
        "keep": "Keep it",
        "undone": "“{name}” is taken back; every price is as it was.",
        "reading": "Reading {name}: {count} rows …",
        "covers": "Covers {places}; {coins}",
    },
    "de": {
        "question": "{count} {kind} ab {day} veröffentlichen?",
        "need": "Um diese {count} Zeilen zu lesen, brauche ich noch etwas von Ihnen.",
        "read": "{count} {kind} gelesen.",
        "nothing": "Diese {kind} gelten schon; es gibt nichts zu ändern.",
        "no_change": "Geändert wird erst, wenn Sie bestätigen.",
        "corrects": "ändert {name}",
        "edition": "neue Ausgabe {name}",
        "embargo": "unter Embargo bis {moment}",
        "embargo_note": "Bis zum Ende des Embargos sehen die neuen Preise nur Sie und wem Sie die Liste freigegeben haben; dass die jetzigen enden, ist zu sehen.",
        "missing": "Bitte sagen Sie mir (Knopf „Bearbeiten“):",
        "unusable": "{count} Zeilen sind nicht verwendbar:",
        "unusable_one": "Eine Zeile ist nicht verwendbar:",
        "left_out": "{count} Zeilen bleiben weg; ihre Produkte behalten ihren Preis:",
        "left_out_one": "Eine Zeile bleibt weg; ihr Produkt behält seinen Preis:",
        "more_problems": "• … und {count} weitere, in der CSV",
        "look": "Bitte zweimal ansehen:",
        "product": "Produkt",
        "for": "Für",
        "moved": "Bisher → neu",
        "change": "Änderung",
        "more_moves": "{count} weitere Änderungen stehen in der CSV.",
        "columns": "Spalten",
        "as_before": "Spalten wie in Ihrer letzten Datei mit diesem Aufbau",
        "missing_end": "Produkte dieser Linien, die in der Datei fehlen, verlieren ihren Preis.",
        "missing_keep": "Was in der Datei fehlt, behält seinen Preis.",
        "untouched": "Unberührt, weil nicht in der Datei: {lines}.",
        "bounded": "{count} Preise enden vor anderen, die ab {day} schon veröffentlicht sind.",
        "open": "{count} bewusst ohne Preis (etwa {first}): ihr Preis endet.",
        "ended": "{count} als ausgelaufen markiert (etwa {first}): ihr Preis endet.",
        "sheets": "Nicht gelesene Blätter: {names}.",
        "publish": "Preise veröffentlichen",
        "go_on": "Ohne sie weiter",
        "edit": "Bearbeiten",
        "all_rows": "Alle Zeilen (CSV)",
        "discard": "Verwerfen",
        "problem": "Fehler",
        "csv": "Änderung|Artikelnummer|Bezeichnung|Linie|Land|Stufe|ab Menge|Währung|bisher|neu|Prozent|Hinweis",
        "rows_sent": "Alle {count} Zeilen als CSV.",
        "live": "{lists}: gilt ab {day}",
        "written": "{written} Preise geschrieben, {ended} enden am Tag davor.",
        "undo": "Zurücknehmen",
        "undo_question": "„{name}“ (ab {day}) zurücknehmen?",
        "undo_facts": "Die {written} Preise verschwinden, und die {ended} beendeten gelten wieder wie vorher.",
        "undo_do": "Zurücknehmen",
        "keep": "Behalten",
        "undone": "„{name}“ ist zurückgenommen; alle Preise sind wie vorher.",
        "reading": "Ich lese {name}: {count} Zeilen …",
        "covers": "Umfasst {places}; {coins}",
    },
}


def meaning_in_words(column: ColumnShown, language: Language) -> str:
    """What a column holds: for prices also of which tier, where, in which currency and from which quantity on."""
    code, _, tier = column.meaning.partition(":")
    words = MEANINGS[code][language]
    if code not in {"price", "recommended"}:
        return words
    quantity = f"{'ab' if language == 'de' else 'from'} {column.quantity}" if column.quantity > 1 else ""
    said = [tier.title(), "/".join(column.territories), column.currency, quantity]
    return " ".join((words, *filter(None, said)))


def places_in_words(plan: PricePlan, language: Language) -> str:
    """For which countries, currencies and tiers the prices are."""
    named = [move for move in plan.moves if move.after is not None]
    if not named:
        return ""
    places = ", ".join(sorted({move.territory for move in named}))
    coins = ", ".join(sorted({move.currency for move in named}))
    tiers = ", ".join(sorted({move.tier.title() for move in named if move.tier}))
    told = WORDS[language]["covers"].format(places=places, coins=coins)
    return f"{told}; {tiers}." if tiers else f"{told}."
