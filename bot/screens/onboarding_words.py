"""Onboarding in words: faults of companies, fields of forms, decisions as questions and as news."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.screens.text import Language
from channel.onboarding.companies import Fault
from channel.onboarding.states import Decision

Words = Mapping[Language, str]

FAULTS: Final[Mapping[Fault, Words]] = {
    Fault.NO_NAME: {"en": "the company's legal name is missing", "de": "der Name der Firma fehlt"},
    Fault.NO_FORM: {
        "en": "no legal form (GmbH, AS, Ltd …) in the name",
        "de": "keine Rechtsform (GmbH, AS, Ltd …) im Namen",
    },
    Fault.NO_COUNTRY: {"en": "the country is missing", "de": "das Land fehlt"},
    Fault.WRONG_COUNTRY: {"en": "that is no ISO country code", "de": "das ist kein ISO-Ländercode"},
    Fault.WRONG_REGISTER: {
        "en": "the register number does not fit the country (check digits or form)",
        "de": "die Registernummer passt nicht zum Land (Prüfziffer oder Form)",
    },
    Fault.NO_REGISTER: {"en": "no register or VAT number yet", "de": "noch keine Register- oder USt-Nummer"},
    Fault.WRONG_VAT: {
        "en": "the VAT number's check digits do not fit",
        "de": "die Prüfziffern der USt-Nummer passen nicht",
    },
    Fault.WRONG_DOMAIN: {"en": "the domain is not one", "de": "die Domain ist keine"},
    Fault.NO_EMAIL: {"en": "the contact's work e-mail is missing", "de": "die dienstliche E-Mail des Kontakts fehlt"},
    Fault.WRONG_EMAIL: {"en": "the e-mail address is not one", "de": "die E-Mail-Adresse ist keine"},
    Fault.PRIVATE_EMAIL: {
        "en": "a private mailbox says nothing of the company; the work e-mail is needed",
        "de": "ein privates Postfach sagt nichts über die Firma; nötig ist die dienstliche E-Mail",
    },
    Fault.OTHER_DOMAIN: {
        "en": "the e-mail address is not of the company's domain",
        "de": "die E-Mail-Adresse gehört nicht zur Domain der Firma",
    },
}
FIELDS: Final[Mapping[str, Words]] = {
    "legal_name": {"en": "Legal name with form", "de": "Firma mit Rechtsform"},
    "country": {"en": "Country (ISO, e.g. NO)", "de": "Land (ISO, z. B. NO)"},
    "register_number": {"en": "Register number", "de": "Registernummer"},
    "vat_number": {"en": "VAT number", "de": "USt-Nummer"},
    "domain": {"en": "Domain", "de": "Domain"},
    "city": {"en": "City", "de": "Ort"},
    "contact": {"en": "Contact", "de": "Kontakt"},
    "email": {"en": "Work e-mail of the contact", "de": "Dienstliche E-Mail des Kontakts"},
    "lines": {"en": "Lines", "de": "Linien"},
    "territory": {"en": "Country", "de": "Land"},
    "distributor": {"en": "Distributor", "de": "Distributor"},
    "about": {"en": "What you would sell to whom", "de": "Was Sie wem verkaufen würden"},
    "first_reference": {
        "en": "First trade reference: company, contact, e-mail",
        "de": "Erste Handelsreferenz: Firma, Kontakt, E-Mail",
    },
    "second_reference": {
        "en": "Second trade reference: company, contact, e-mail",
        "de": "Zweite Handelsreferenz: Firma, Kontakt, E-Mail",
    },
    "agreement": {"en": "Agreement", "de": "Vertrag"},
    "version": {"en": "Version", "de": "Fassung"},
    "signer": {"en": "Who signs (name)", "de": "Wer unterschreibt (Name)"},
    "function": {"en": "As what (managing director …)", "de": "Als was (Geschäftsführung …)"},
    "people": {"en": "People and roles, one a line", "de": "Personen und Rollen, je Zeile eine"},
    "certificate": {"en": "Certificate", "de": "Zertifikat"},
    "holder": {"en": "Held by", "de": "Inhaber"},
    "conversation": {"en": "Slack channel", "de": "Slack-Channel"},
    "order": {"en": "Order number", "de": "Bestellnummer"},
    "note": {"en": "Note", "de": "Notiz"},
    "by": {"en": "by", "de": "von"},
    "reason": {"en": "What the company reads (optional)", "de": "Was die Firma liest (optional)"},
    "internal": {"en": "Internal note (optional)", "de": "Interne Notiz (optional)"},
}
SHORT: Final[Mapping[str, Words]] = {
    **FIELDS,
    "legal_name": {"en": "Company", "de": "Firma"},
    "country": {"en": "Country", "de": "Land"},
    "email": {"en": "E-mail", "de": "E-Mail"},
    "first_reference": {"en": "First reference", "de": "Erste Referenz"},
    "second_reference": {"en": "Second reference", "de": "Zweite Referenz"},
    "signer": {"en": "Signed by", "de": "Unterschrieben von"},
    "function": {"en": "As", "de": "Als"},
    "people": {"en": "People", "de": "Personen"},
    "about": {"en": "Plans", "de": "Vorhaben"},
}
"""Labels of what is shown, shorter than those of what is asked."""
QUESTIONS: Final[Mapping[Decision, Words]] = {
    Decision.ACCEPT: {"en": "Take on {name}?", "de": "{name} aufnehmen?"},
    Decision.GO_LIVE: {"en": "Let {name} go live?", "de": "{name} freischalten?"},
    Decision.REJECT: {"en": "Reject {name}?", "de": "{name} ablehnen?"},
    Decision.PAUSE: {"en": "Pause the onboarding of {name}?", "de": "Onboarding von {name} pausieren?"},
    Decision.RESUME: {"en": "Resume the onboarding of {name}?", "de": "Onboarding von {name} fortsetzen?"},
    Decision.REQUEST: {"en": "Ask {name} for more?", "de": "Bei {name} nachfordern?"},
    Decision.TAKE_OVER: {"en": "Look after {name} yourself from now on?", "de": "{name} selbst betreuen?"},
    Decision.REOPEN: {"en": "Reopen the onboarding of {name}?", "de": "Onboarding von {name} wieder aufnehmen?"},
    Decision.OFF_BOARD: {
        "en": "End the partnership with {name} now?",
        "de": "Zusammenarbeit mit {name} jetzt beenden?",
    },
}
FOLLOWS: Final[Mapping[Decision, Words]] = {
    Decision.ACCEPT: {
        "en": "The checklist starts; {name} is told.",
        "de": "Die Checkliste beginnt; {name} erfährt es.",
    },
    Decision.GO_LIVE: {
        "en": "{name} becomes a reseller: it gets an account, the lowest tier, and sees prices and stock of its lines.",
        "de": "{name} wird Reseller: Konto, unterste Stufe, und sieht Preise und Bestand ihrer Linien.",
    },
    Decision.REJECT: {
        "en": "{name} reads only that you do not take it on now, and what you write for it; never why.",
        "de": "{name} liest nur, dass Sie die Firma zurzeit nicht aufnehmen, und was Sie ihr schreiben; nie warum.",
    },
    Decision.PAUSE: {"en": "Reminders stop until you resume.", "de": "Erinnerungen ruhen, bis Sie fortsetzen."},
    Decision.RESUME: {
        "en": "Open steps are due as many business days later as the pause took.",
        "de": "Offene Schritte sind um die Arbeitstage der Pause später fällig.",
    },
    Decision.REQUEST: {"en": "{name} reads your words.", "de": "{name} liest Ihre Worte."},
    Decision.TAKE_OVER: {"en": "News and reminders come to you.", "de": "Nachrichten und Erinnerungen gehen an Sie."},
    Decision.REOPEN: {
        "en": "It goes on where it stopped; {name} is told.",
        "de": "Es geht weiter, wo es endete; {name} erfährt es.",
    },
    Decision.OFF_BOARD: {
        "en": "Its people see nothing of yours from that second on; undecided registrations are withdrawn, approved"
        " ones stay with the vendor until their protection ends.",
        "de": "Ab dieser Sekunde sehen ihre Leute nichts mehr von Ihnen; unentschiedene Registrierungen werden"
        " zurückgezogen, genehmigte bleiben bis zum Ende ihres Schutzes beim Hersteller.",
    },
}
DONE: Final[Mapping[Decision, Words]] = {
    Decision.ACCEPT: {"en": "{name} is being taken on.", "de": "{name} wird aufgenommen."},
    Decision.GO_LIVE: {"en": "{name} is live.", "de": "{name} ist freigeschaltet."},
    Decision.REJECT: {"en": "{name} is rejected.", "de": "{name} ist abgelehnt."},
    Decision.PAUSE: {"en": "The onboarding of {name} rests.", "de": "Das Onboarding von {name} ruht."},
    Decision.RESUME: {"en": "The onboarding of {name} goes on.", "de": "Das Onboarding von {name} geht weiter."},
    Decision.REQUEST: {"en": "{name} is asked for more.", "de": "Bei {name} ist nachgefordert."},
    Decision.TAKE_OVER: {"en": "You look after {name} now.", "de": "Sie betreuen jetzt {name}."},
    Decision.REOPEN: {"en": "The onboarding of {name} is open again.", "de": "Das Onboarding von {name} läuft wieder."},
    Decision.OFF_BOARD: {
        "en": "The partnership with {name} has ended.",
        "de": "Die Zusammenarbeit mit {name} ist beendet.",
    },
}
NEWS: Final[Mapping[Decision, Words]] = {
    Decision.ACCEPT: {
        "en": "{distributor} takes you on. Here is what comes next.",
        "de": "{distributor} nimmt Sie auf. So geht es weiter.",
    },
    Decision.GO_LIVE: {
        "en": "You are live with {distributor}: ask me for prices, stock and deals.",
        "de": "Sie sind bei {distributor} freigeschaltet: Fragen Sie mich nach Preisen, Bestand und Deals.",
    },
    Decision.REJECT: {
        "en": "{distributor} cannot take you on as a partner at the moment.",
        "de": "{distributor} kann Sie zurzeit nicht als Partner aufnehmen.",
    },
    Decision.PAUSE: {
        "en": "Your onboarding with {distributor} rests for now.",
        "de": "Ihr Onboarding bei {distributor} ruht vorerst.",
    },
    Decision.RESUME: {
        "en": "Your onboarding with {distributor} goes on.",
        "de": "Ihr Onboarding bei {distributor} geht weiter.",
    },
    Decision.REQUEST: {
        "en": "{distributor} needs something more from you.",
        "de": "{distributor} braucht noch etwas von Ihnen.",
    },
    Decision.REOPEN: {
        "en": "Your onboarding with {distributor} is open again.",
        "de": "Ihr Onboarding bei {distributor} läuft wieder.",
    },
}
NEUTRAL: Final[Words] = {
    "en": "Your contact there can tell you when to apply again.",
    "de": "Ihr Kontakt dort sagt Ihnen, wann Sie sich wieder bewerben können.",
}
METRICS: Final[Mapping[str, Words]] = {
    "annual_purchases": {"en": "purchases a year", "de": "Einkauf im Jahr"},
    "annual_recurring": {"en": "recurring revenue a year", "de": "wiederkehrender Umsatz im Jahr"},
    "certificates": {"en": "certificates", "de": "Zertifikate"},
    "trained_service_engineers": {"en": "trained service engineers", "de": "geschulte Servicetechniker"},
    "spare_parts_stock": {"en": "spare parts in stock", "de": "Ersatzteile am Lager"},
}
