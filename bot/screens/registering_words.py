"""What the trade calls the further fields of registrations and what may be wrong with them, in English and German."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from bot.screens import deal_words
from bot.screens.deal_words import Words
from bot.screens.text import Language, escape, money
from channel.deals.views import Problem
from channel.money import Money

FIELDS: Final[dict[str, Words]] = {
    **deal_words.FIELDS,
    "activity": {"en": "what you did there for this deal, and when", "de": "was Sie dort für den Deal getan haben, und wann"},
    "activity_on": {"en": "when you did it", "de": "wann das war"},
    "evidence": {
        "en": "a dated file that shows your work (drop it in this thread)",
        "de": "eine datierte Datei, die Ihre Arbeit zeigt (hier im Thread ablegen)",
    },
    "industry": {"en": "the customer's industry", "de": "die Branche des Kunden"},
    "contact_role": {"en": "the contact's role", "de": "die Funktion des Ansprechpartners"},
    "delivery_date": {"en": "the delivery date", "de": "der Liefertermin"},
    "competitor": {"en": "the competitor", "de": "der Wettbewerber"},
    "relationship": {"en": "whether the customer is new", "de": "ob der Kunde neu ist"},
    "source": {"en": "where the lead came from", "de": "woher der Kontakt kam"},
    "help_wanted": {"en": "what help you want", "de": "welche Hilfe Sie wünschen"},
    "incumbent": {"en": "who supplies the customer now", "de": "wer den Kunden bisher beliefert"},
    "consent": {
        "en": "that the customer agrees to be named to the vendor",
        "de": "dass der Kunde der Nennung beim Hersteller zustimmt",
    },
}
"""Every field of an application, as it is asked for."""

LABELS: Final[dict[str, Words]] = {
    "register_number": {"en": "Register or VAT no.", "de": "Register- oder USt-Nr."},
    "domain": {"en": "Web domain", "de": "Internetadresse"},
    "industry": {"en": "Industry", "de": "Branche"},
    "contact_role": {"en": "Contact's role", "de": "Funktion"},
    "delivery_date": {"en": "Delivery", "de": "Lieferung"},
    "competitor": {"en": "Competitor", "de": "Wettbewerber"},
    "incumbent": {"en": "Supplier until now", "de": "Bisheriger Lieferant"},
    "relationship": {"en": "Customer is", "de": "Der Kunde ist"},
    "deal_type": {"en": "Kind of deal", "de": "Art des Deals"},
    "source": {"en": "Lead came from", "de": "Kontakt kam von"},
    "activity": {"en": "Sales activity", "de": "Vertriebsaktivität"},
    "activity_on": {"en": "Activity on", "de": "Aktivität am"},
    "help_wanted": {"en": "Help wanted", "de": "Gewünschte Hilfe"},
    "special_price": {"en": "Special price", "de": "Sonderpreis"},
    "consent": {"en": "Customer agrees", "de": "Kunde stimmt zu"},
    "tender_published_on": {"en": "Tender published on", "de": "Veröffentlicht am"},
    "evidence": {"en": "Evidence", "de": "Nachweise"},
    "copied_from": {"en": "Begun as a copy of", "de": "Begonnen als Kopie von"},
}
"""Labels of the fields on drafts and forms."""

KINDS: Final[dict[str, dict[str, Words]]] = {
    "deal_type": {
        "new": {"en": "new", "de": "neu"},
        "expansion": {"en": "expansion", "de": "Erweiterung"},
        "competitive": {"en": "competitive replacement", "de": "Wettbewerbsverdrängung"},
        "renewal": {"en": "renewal", "de": "Verlängerung"},
    },
    "relationship": {
        "new": {"en": "a new customer", "de": "ein Neukunde"},
        "existing": {"en": "an existing customer", "de": "ein Bestandskunde"},
    },
    "source": {
        "event": {"en": "an event", "de": "einer Veranstaltung"},
        "referral": {"en": "a referral", "de": "einer Empfehlung"},
        "website": {"en": "the website", "de": "der Webseite"},
        "vendor": {"en": "the vendor", "de": "dem Hersteller"},
        "distributor": {"en": "the distributor", "de": "dem Distributor"},
        "cold_call": {"en": "a cold call", "de": "einer Kaltakquise"},
        "campaign": {"en": "a campaign", "de": "einer Kampagne"},
    },
    "activity": {
        "demo": {"en": "demo", "de": "Vorführung"},
        "meeting": {"en": "meeting", "de": "Termin"},
        "call": {"en": "call", "de": "Telefonat"},
        "workshop": {"en": "workshop", "de": "Workshop"},
        "site_survey": {"en": "site survey", "de": "Begehung"},
        "poc": {"en": "proof of concept", "de": "Teststellung"},
        "quote": {"en": "offer", "de": "Angebot"},
    },
    "help_wanted": {
        "pricing": {"en": "pricing", "de": "Preis"},
        "technical": {"en": "technical advice", "de": "technische Beratung"},
        "demo": {"en": "a demo", "de": "Vorführung"},
        "poc": {"en": "a proof of concept", "de": "Teststellung"},
        "tender": {"en": "tender support", "de": "Hilfe bei der Ausschreibung"},
        "training": {"en": "training", "de": "Schulung"},
        "executive": {"en": "an executive sponsor", "de": "Kontakt zur Geschäftsleitung"},
        "marketing": {"en": "marketing", "de": "Marketing"},
    },
}
"""Values of the fields that are chosen from a list."""

PROBLEMS: Final[dict[str, Words]] = {
    **deal_words.PROBLEMS,
    "below_minimum": {
        "en": "The value is below the minimum deal size of {0}.",
        "de": "Der Wert liegt unter der Mindestgröße von {0}.",
    },
    "number_wrong": {
        "en": "“{0}” cannot be a register or VAT number: its check digits do not agree.",
        "de": "„{0}“ kann keine Register- oder USt-Nummer sein: Die Prüfziffern stimmen nicht.",
    },
    "number_elsewhere": {
        "en": "“{0}” is a number of {1}, but the customer is in {2}.",
        "de": "„{0}“ ist eine Nummer aus {1}, der Kunde sitzt aber in {2}.",
    },
    "domain_wrong": {"en": "“{0}” is no web domain.", "de": "„{0}“ ist keine Internetadresse."},
    "email_wrong": {"en": "“{0}” is no e-mail address.", "de": "„{0}“ ist keine E-Mail-Adresse."},
    "postcode_wrong": {"en": "“{0}” is no postcode of {1}.", "de": "„{0}“ ist keine Postleitzahl in {1}."},
    "too_fast": {
        "en": "You have registered {0} deals today, which is the programme's limit.",
        "de": "Sie haben heute {0} Deals angemeldet, mehr erlaubt das Programm nicht.",
    },
    "splitting": {
        "en": "{0} is for this customer and less than {1} days old: amend it instead of splitting the deal.",
        "de": "{0} gilt diesem Kunden und ist keine {1} Tage alt: Bitte ändern Sie sie, statt den Deal zu teilen.",
    },
    "existing_customer": {
        "en": "The programme takes new customers only; this one bought within the last {0} months.",
        "de": "Das Programm nimmt nur Neukunden; dieser hat in den letzten {0} Monaten gekauft.",
    },
    "credit_standing": {
        "en": "Your company's standing with its distributor has to be settled first.",
        "de": "Erst muss das Konto Ihrer Firma beim Distributor in Ordnung sein.",
    },
    "not_trained": {
        "en": "Somebody at your company needs a valid certificate of this vendor first.",
        "de": "Erst braucht jemand in Ihrer Firma ein gültiges Zertifikat dieses Herstellers.",
    },
}
"""Why something cannot be registered, or has to be corrected."""

DOUBTS: Final[dict[str, Words]] = {
    "implausible_value": {
        "en": "Please check the value: {0} is {1} % of the list price of these products ({2}).",
        "de": "Bitte den Wert prüfen: {0} sind {1} % des Listenpreises dieser Produkte ({2}).",
    },
    "won_before": {
        "en": "You won {1} with this customer within {0} months: is it an expansion?",
        "de": "Sie haben {1} bei diesem Kunden innerhalb von {0} Monaten gewonnen: Ist es eine Erweiterung?",
    },
    "mail_elsewhere": {
        "en": "The contact's address {0} is not of the customer's domain {1}.",
        "de": "Die Adresse {0} gehört nicht zur Internetadresse {1} des Kunden.",
    },
}
"""What is worth a second look before a registration is confirmed."""


def problem_said(problem: Problem, language: Language) -> str:
    """Why something cannot be registered or has to be corrected, with amounts as the language writes them."""
    facts = problem.facts
    if problem.code == "below_minimum":
        currency, least, *_ = facts
        facts = (money(Money(Decimal(least), currency), language),)
    return PROBLEMS[problem.code][language].format(*map(escape, facts))


def kind_word(field: str, value: str, language: Language) -> str:
    """How a value of a chosen field is called; the value itself where it is free text."""
    words = KINDS.get(field, {}).get(value)
    return words[language] if words else value
