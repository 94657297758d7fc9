"""What each right is called, in English and German."""

from collections.abc import Mapping
from typing import Final

from channel.access.rights import Right

RIGHT_WORDS: Final[Mapping[Right, Mapping[str, str]]] = {
    Right.ADMINISTER: {"en": "administer people and rights", "de": "Personen und Rechte verwalten"},
    Right.ANNOUNCE: {"en": "announce to partners", "de": "Partnern etwas mitteilen"},
    Right.ASK: {"en": "ask questions", "de": "Fragen stellen"},
    Right.CHANGE_CREDIT: {"en": "change credit lines", "de": "Kreditlinien ändern"},
    Right.DECIDE_DEALS: {"en": "decide deals", "de": "über Projekte entscheiden"},
    Right.LOAD_DATA: {"en": "load data", "de": "Daten laden"},
    Right.ONBOARD: {"en": "onboard partners", "de": "Partner aufnehmen"},
    Right.OPERATE: {"en": "operate Tierdesk", "de": "Tierdesk betreiben"},
    Right.PUBLISH: {"en": "publish documents", "de": "Dokumente veröffentlichen"},
    Right.REGISTER_DEALS: {"en": "register deals", "de": "Projekte registrieren"},
    Right.SEE_COST: {"en": "see cost", "de": "Einkaufspreise sehen"},
    Right.SEE_CREDIT: {"en": "see credit", "de": "Kredit sehen"},
    Right.SEE_DEALS: {"en": "see deals", "de": "Projekte sehen"},
    Right.SEE_EMBARGOED: {"en": "see what is under embargo", "de": "Gesperrtes vorab sehen"},
    Right.SEE_ORDERS: {"en": "see orders", "de": "Bestellungen sehen"},
    Right.SEE_PRICES: {"en": "see prices", "de": "Preise sehen"},
    Right.SEE_STOCK: {"en": "see stock", "de": "Bestand sehen"},
}
