"""Requests in words: what they are called, what their values mean, and what there is to know before confirming."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from bot.screens.text import Language, day, escape, money, number
from channel.money import Money
from channel.request_facts import Fact, Value

Words = Mapping[Language, str]

KINDS: Final[Mapping[str, Words]] = {
    "order.rma": {"en": "Return (RMA)", "de": "Rücksendung (RMA)"},
    "mdf.request": {"en": "Marketing funds (MDF)", "de": "Marketingmittel (MDF)"},
    "spiff.claim": {"en": "Seller bonus claim (SPIFF)", "de": "Verkäuferprämie (SPIFF)"},
    "rebate.claim": {"en": "Claim", "de": "Gutschrift"},
    "credit.change": {"en": "Credit line change", "de": "Änderung der Kreditlinie"},
    "order.place": {"en": "Quote request", "de": "Angebotsanfrage"},
    "onboarding.authorise": {"en": "Authorisation", "de": "Autorisierung"},
    "handover": {"en": "Request for a person", "de": "Bitte um Rückmeldung"},
}
STANDINGS: Final[Mapping[str, Words]] = {
    "open": {"en": "waiting for an answer", "de": "wartet auf Antwort"},
    "accepted": {"en": "accepted", "de": "angenommen"},
    "declined": {"en": "declined", "de": "abgelehnt"},
    "withdrawn": {"en": "withdrawn", "de": "zurückgezogen"},
}
RETURNS: Final[Mapping[str, Words]] = {
    "open": {"en": "open", "de": "offen"},
    "replacement_sent": {"en": "replacement sent", "de": "Ersatz verschickt"},
    "credited": {"en": "credited", "de": "gutgeschrieben"},
    "refused": {"en": "refused", "de": "abgelehnt"},
}
LABELS: Final[Mapping[str, Words]] = {
    "company": {"en": "Company", "de": "Firma"},
    "lines": {"en": "Lines", "de": "Linien"},
    "territory": {"en": "Country", "de": "Land"},
    "quantity": {"en": "Quantity", "de": "Menge"},
    "serial": {"en": "Serial number", "de": "Seriennummer"},
    "sold_on": {"en": "Sold on", "de": "Verkauft am"},
    "order": {"en": "Order", "de": "Bestellung"},
    "reason": {"en": "Reason", "de": "Grund"},
    "amount": {"en": "Amount", "de": "Betrag"},
    "activity_on": {"en": "Day of the activity", "de": "Tag der Aktivität"},
    "fund_left": {"en": "Left in", "de": "Verfügbar in"},
    "expires_on": {"en": "Last day of", "de": "Letzter Tag von"},
    "bonus": {"en": "Programme", "de": "Aktion"},
    "premium": {"en": "Premium for a unit", "de": "Prämie je Stück"},
    "total": {"en": "Total", "de": "Summe"},
    "customer": {"en": "End customer", "de": "Endkunde"},
    "invoice": {"en": "Invoice", "de": "Rechnung"},
    "claim_by": {"en": "Claim by", "de": "Einreichen bis"},
    "deal": {"en": "Registration", "de": "Registrierung"},
    "reseller": {"en": "Reseller", "de": "Händler"},
    "period": {"en": "Sold in", "de": "Verkauft in"},
    "debit_rate": {"en": "Credit for a unit", "de": "Gutschrift je Stück"},
    "special_price": {"en": "Special price", "de": "Sonderpreis"},
    "basis": {"en": "Counting purchases", "de": "Zählender Einkauf"},
    "percent": {"en": "Step", "de": "Stufe"},
    "limit_now": {"en": "Line now", "de": "Linie jetzt"},
    "used": {"en": "Used", "de": "Genutzt"},
    "overdue": {"en": "Overdue", "de": "Überfällig"},
    "limit_wanted": {"en": "Line wanted", "de": "Gewünschte Linie"},
    "until": {"en": "Until", "de": "Bis"},
    "payment_days": {"en": "Payment terms (days)", "de": "Zahlungsziel (Tage)"},
    "hold": {"en": "Orders", "de": "Bestellungen"},
    "unit_price": {"en": "Unit price", "de": "Stückpreis"},
    "registered_units": {"en": "Units at its price", "de": "Stück zu deren Preis"},
    "registered_price": {"en": "Registered price", "de": "Registrierter Preis"},
    "line_total": {"en": "Line total", "de": "Zwischensumme"},
    "list": {"en": "Price list", "de": "Preisliste"},
    "stock": {"en": "In stock", "de": "Auf Lager"},
    "inbound": {"en": "Inbound", "de": "Im Zulauf"},
    "inbound_on": {"en": "Expected", "de": "Erwartet"},
    "po": {"en": "Your order number", "de": "Ihre Bestellnummer"},
    "wanted_by": {"en": "Wanted by", "de": "Gewünscht bis"},
    "asked_before": {"en": "Asked before", "de": "Vorher gefragt"},
    "document": {"en": "Tierdesk cited", "de": "Tierdesk zitierte"},
}
CODES: Final[Mapping[str, Words]] = {
    "dead_on_arrival": {"en": "dead on arrival", "de": "bei Ankunft defekt"},
    "damaged": {"en": "damaged in transit", "de": "Transportschaden"},
    "wrong_item": {"en": "wrong item delivered", "de": "falsch geliefert"},
    "not_needed": {"en": "unopened, not needed", "de": "ungeöffnet, nicht benötigt"},
    "defective": {"en": "defective", "de": "defekt"},
    "held": {"en": "on hold", "de": "gesperrt"},
    "released": {"en": "released", "de": "freigegeben"},
}
CODED: Final = frozenset({"reason", "hold"})
NOTES: Final[Mapping[str, Words]] = {
    "in_warranty": {
        "en": "{0} is under warranty until {1}; it was sold {2} days ago.",
        "de": "{0} hat Garantie bis {1}; verkauft vor {2} Tagen.",
    },
    "out_of_warranty": {
        "en": "The warranty of {0} ended on {1}; a repair may cost money.",
        "de": "Die Garantie von {0} endete am {1}; eine Reparatur kann etwas kosten.",
    },
    "warranty_unknown": {
        "en": "I do not know how long the warranty of {0} lasts.",
        "de": "Wie lange {0} Garantie hat, weiß ich nicht.",
    },
    "serial_unknown": {
        "en": "Serial number {0} is not among the units that I know as yours; your distributor checks it.",
        "de": "Seriennummer {0} kenne ich nicht als Ihr Gerät; Ihr Distributor prüft sie.",
    },
    "shipped_on": {"en": "Shipped on {0}, {1} days ago.", "de": "Geliefert am {0}, vor {1} Tagen."},
    "nothing_booked": {
        "en": "This asks for a quote: Tierdesk books no order by itself.",
        "de": "Das ist eine Anfrage: Tierdesk bestellt nichts von sich aus.",
    },
    "special_available": {
        "en": "{0} ({1}) has {2} for {3} until {4}, {5} units left: name it if this is for that customer.",
        "de": "{0} ({1}) hat {2} für {3} bis {4}, noch {5} Stück: Nennen Sie sie, wenn es für diesen Kunden ist.",
    },
    "special_short": {
        "en": "{0} has only {1} units left at its price; the rest is at your usual price.",
        "de": "{0} gilt nur noch für {1} Stück; der Rest zum üblichen Preis.",
    },
    "next_break": {"en": "{0}: from {1} units on {2} each.", "de": "{0}: ab {1} Stück je {2}."},
    "short_stock": {
        "en": "{0}: {1} in stock, {2} wanted.",
        "de": "{0}: {1} auf Lager, {2} gewünscht.",
    },
    "not_decided": {
        "en": "The vendor decides; nothing is granted until then.",
        "de": "Der Hersteller entscheidet; bis dahin ist nichts zugesagt.",
    },
    "serials_needed": {
        "en": "Serial numbers and the invoice to the customer go with the claim.",
        "de": "Seriennummern und die Rechnung an den Kunden gehören dazu.",
    },
    "sum": {"en": "{0} × {1} = {2}", "de": "{0} × {1} = {2}"},
    "drawn": {
        "en": "{0}: {1} of {2} approved units were ordered at this price, {3} are claimed already.",
        "de": "{0}: {1} von {2} genehmigten Stück wurden zu diesem Preis bestellt, {3} sind schon eingereicht.",
    },
    "headroom_after": {"en": "Headroom then: {0}.", "de": "Spielraum danach: {0}."},
    "sent_as_shown": {
        "en": "They read exactly what stands here.",
        "de": "Dort wird genau das gelesen, was hier steht.",
    },
}


def label_of(fact: Fact, language: Language) -> str:
    """What a value is called, with the product that it belongs to."""
    word = LABELS[fact.label][language]
    return f"{word} {escape(fact.of)}" if fact.of else word


def value_of(value: Value, language: Language) -> str:
    """A value the way the reader's language writes it, escaped."""
    if isinstance(value, Money):
        return money(value, language)
    if isinstance(value, date):
        return day(value, language)
    return number(value, language) if isinstance(value, int) else escape(value)


def fact_words(fact: Fact, language: Language) -> str:
    """The value of a fact; codes are worded."""
    if fact.label in CODED and isinstance(fact.value, str):
        return CODES[fact.value][language]
    return value_of(fact.value, language)


def note_words(code: str, values: tuple[Value, ...], language: Language) -> str:
    """A note with its values filled in."""
    return NOTES[code][language].format(*(value_of(value, language) for value in values))


def return_words(state: str, language: Language) -> str:
    """Where a return stands at its distributor; a state that only the distributor knows is shown as it is."""
    return RETURNS[state][language] if state in RETURNS else escape(state)
