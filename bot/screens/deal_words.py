"""What the trade calls the states, reasons, fields and rules of deal registration, in English and German."""

from __future__ import annotations

from typing import Final

from bot.screens.text import Language
from channel.deals.states import Command

Words = dict[Language, str]

FIELDS: Final[dict[str, Words]] = {
    "customer": {"en": "the customer's legal name", "de": "der Firmenname des Kunden"},
    "country": {"en": "the customer's country", "de": "das Land des Kunden"},
    "postcode": {"en": "the customer's postcode", "de": "die Postleitzahl des Kunden"},
    "city": {"en": "the customer's city", "de": "der Ort des Kunden"},
    "domain": {"en": "the customer's web domain", "de": "die Internetadresse des Kunden"},
    "register_number": {"en": "the register or VAT number", "de": "die Register- oder USt-Nummer"},
    "contact_name": {"en": "a contact person", "de": "ein Ansprechpartner"},
    "contact_email": {"en": "the contact's e-mail", "de": "die E-Mail des Ansprechpartners"},
    "project": {"en": "what the project is about", "de": "worum es im Projekt geht"},
    "lines": {"en": "the products and how many", "de": "die Produkte mit Stückzahl"},
    "quantities": {"en": "how many of each product", "de": "die Stückzahl je Produkt"},
    "value": {"en": "the deal value", "de": "der Wert des Deals"},
    "currency": {"en": "the currency", "de": "die Währung"},
    "expected_close": {"en": "when you expect to close", "de": "der erwartete Abschluss"},
    "deal_type": {"en": "the kind of deal", "de": "die Art des Deals"},
    "tender": {"en": "the tender's number", "de": "die Nummer der Ausschreibung"},
    "tender_published_on": {
        "en": "whether the tender is published, and since when",
        "de": "ob und seit wann die Ausschreibung veröffentlicht ist",
    },
}
PROBLEMS: Final[dict[str, Words]] = {
    "several_vendors": {
        "en": "One registration is for one vendor: split the products.",
        "de": "Eine Registrierung gilt für einen Hersteller: bitte die Produkte aufteilen.",
    },
    "not_authorised": {
        "en": "You are not authorised for {0}. Authorised lines of yours there: {1}.",
        "de": "Für {0} sind Sie nicht autorisiert. Ihre autorisierten Linien dort: {1}.",
    },
    "territory": {
        "en": "You are authorised for {0}, but not in this territory ({1}); yours: {2}.",
        "de": "Für {0} sind Sie autorisiert, aber nicht in diesem Gebiet ({1}); Ihre Gebiete: {2}.",
    },
    "no_common_distributor": {
        "en": "No single distributor of yours is authorised for all these lines there: split the deal.",
        "de": "Kein Distributor deckt für Sie dort alle diese Linien ab: bitte den Deal aufteilen.",
    },
    "currency": {
        "en": "Deals in {0} are not taken; the programme takes {1}.",
        "de": "Deals in {0} nimmt das Programm nicht an; möglich sind {1}.",
    },
    "below_minimum": {
        "en": "The value is below the minimum deal size of {0} {1}.",
        "de": "Der Wert liegt unter der Mindestgröße von {0} {1}.",
    },
    "below_units": {
        "en": "The programme asks for at least {0} units; these are {1}.",
        "de": "Das Programm verlangt mindestens {0} Stück; es sind {1}.",
    },
    "tender_never": {
        "en": "Deals from a public tender cannot be registered in this programme.",
        "de": "Deals aus einer Ausschreibung lassen sich in diesem Programm nicht registrieren.",
    },
    "tender_published": {
        "en": "The tender is published already: a registration has to be approved before a tender is published.",
        "de": "Die Ausschreibung ist schon veröffentlicht: eine Registrierung muss vorher genehmigt sein.",
    },
    "renewal": {
        "en": "Renewals cannot be registered in this programme; an add-on at renewal can.",
        "de": "Verlängerungen lassen sich in diesem Programm nicht registrieren, eine Erweiterung dabei schon.",
    },
    "product_excluded": {
        "en": "The programme excludes {0}.",
        "de": "Das Programm schließt {0} aus.",
    },
    "own_company": {
        "en": "The customer is your own company; a deal is for somebody else's.",
        "de": "Der Kunde ist Ihre eigene Firma; ein Deal gilt einer anderen.",
    },
    "duplicate_own": {
        "en": "You have registered this customer already: {0}.",
        "de": "Sie haben diesen Kunden schon angemeldet: {0}.",
    },
    "too_many": {
        "en": "You have {0} open registrations, which is the programme's limit.",
        "de": "Sie haben {0} offene Registrierungen, mehr erlaubt das Programm nicht.",
    },
}
DOUBTS: Final[dict[str, Words]] = {
    "no_contact": {"en": "no contact person", "de": "kein Ansprechpartner"},
    "no_close_date": {"en": "no expected close", "de": "kein erwarteter Abschluss"},
    "implausible_value": {
        "en": "the value is more than five times the list price of these quantities",
        "de": "der Wert ist mehr als fünfmal so hoch wie der Listenpreis dieser Mengen",
    },
}
WAITS: Final[dict[str, Words]] = {
    "review": {"en": "waits for your decision", "de": "wartet auf Ihre Entscheidung"},
    "ask_back": {"en": "has expired, and its reseller asks for it back", "de": "abgelaufen, der Reseller erbittet sie zurück"},
    "appeal": {"en": "is appealed and waits for your decision", "de": "Einspruch, wartet auf Ihre Entscheidung"},
    "extend": {"en": "asks for longer protection", "de": "bittet um längeren Schutz"},
    "amend": {"en": "is to be amended; the approved terms hold meanwhile", "de": "soll geändert werden; bis dahin gilt das Genehmigte"},
    "decision_due": {"en": "your decision was due on {}", "de": "Ihre Entscheidung war fällig: {}"},
    "decision_escalation": {
        "en": "still undecided, was due on {}; your administrators know too",
        "de": "noch nicht entschieden, fällig war {}; Ihre Administratoren wissen es auch",
    },
}
COMMANDS: Final[dict[str, Words]] = {
    "create": {"en": "draft begun", "de": "Entwurf begonnen"},
    "submit": {"en": "submitted", "de": "eingereicht"},
    "triage": {"en": "passed on for review", "de": "zur Prüfung gegeben"},
    "approve": {"en": "approved", "de": "genehmigt"},
    "reject": {"en": "rejected", "de": "abgelehnt"},
    "return": {"en": "sent back", "de": "zurückgegeben"},
    "resubmit": {"en": "submitted again", "de": "erneut eingereicht"},
    "withdraw": {"en": "withdrawn", "de": "zurückgezogen"},
    "lapse": {"en": "lapsed", "de": "verfallen"},
    "appeal": {"en": "appealed", "de": "Einspruch eingelegt"},
    "amend": {"en": "amended", "de": "geändert"},
    "extend": {"en": "extension asked for", "de": "Verlängerung beantragt"},
    "grant_extension": {"en": "extended", "de": "verlängert"},
    "refuse_extension": {"en": "extension refused", "de": "Verlängerung abgelehnt"},
    "expire": {"en": "expired", "de": "abgelaufen"},
    "reinstate": {"en": "reinstated", "de": "wieder eingesetzt"},
    "convert": {"en": "won", "de": "gewonnen"},
    "lose": {"en": "lost", "de": "verloren"},
    "close": {"en": "closed", "de": "abgeschlossen"},
    "revoke": {"en": "revoked", "de": "widerrufen"},
    "transfer": {"en": "transferred", "de": "übertragen"},
    "take_over": {"en": "taken over", "de": "übernommen"},
    "refuse_amendment": {"en": "amendment refused", "de": "Änderung abgelehnt"},
    "clear_conflict": {"en": "conflict cleared", "de": "Konflikt ausgeräumt"},
    "drop_amendment": {"en": "amendment taken back", "de": "Änderung zurückgenommen"},
    "ask_back": {"en": "reinstatement asked for", "de": "Wiedereinsetzung erbeten"},
}
BUTTONS: Final[dict[Command, Words]] = {
    Command.APPROVE: {"en": "Approve", "de": "Genehmigen"},
    Command.REJECT: {"en": "Reject", "de": "Ablehnen"},
    Command.RETURN: {"en": "Send back", "de": "Zurückgeben"},
    Command.CLEAR_CONFLICT: {"en": "No conflict", "de": "Kein Konflikt"},
    Command.GRANT_EXTENSION: {"en": "Grant it", "de": "Verlängerung gewähren"},
    Command.REFUSE_EXTENSION: {"en": "Refuse it", "de": "Verlängerung ablehnen"},
    Command.REFUSE_AMENDMENT: {"en": "Refuse the change", "de": "Änderung ablehnen"},
    Command.REINSTATE: {"en": "Reinstate", "de": "Wieder einsetzen"},
    Command.RESUBMIT: {"en": "Complete it", "de": "Ergänzen"},
    Command.APPEAL: {"en": "Appeal", "de": "Einspruch"},
    Command.ASK_BACK: {"en": "Ask for it back", "de": "Wiedereinsetzung erbitten"},
    Command.EXTEND: {"en": "Extend", "de": "Verlängern"},
    Command.CONVERT: {"en": "Won", "de": "Gewonnen"},
    Command.AMEND: {"en": "Amend", "de": "Ändern"},
    Command.DROP_AMENDMENT: {"en": "Take the change back", "de": "Änderung zurücknehmen"},
    Command.LOSE: {"en": "Lost", "de": "Verloren"},
    Command.WITHDRAW: {"en": "Withdraw", "de": "Zurückziehen"},
    Command.CLOSE: {"en": "Close it", "de": "Abschließen"},
    Command.TRANSFER: {"en": "Transfer", "de": "Übertragen"},
    Command.REVOKE: {"en": "Revoke", "de": "Widerrufen"},
}
QUESTIONS: Final[dict[Command, Words]] = {
    Command.RESUBMIT: {"en": "Submit {} again?", "de": "{} erneut einreichen?"},
    Command.AMEND: {"en": "Amend {}?", "de": "{} ändern?"},
    Command.DROP_AMENDMENT: {"en": "Take the amendment of {} back?", "de": "Änderung an {} zurücknehmen?"},
    Command.EXTEND: {"en": "Ask for an extension of {}?", "de": "Verlängerung für {} beantragen?"},
    Command.ASK_BACK: {"en": "Ask for {} back?", "de": "Wiedereinsetzung von {} erbitten?"},
    Command.APPEAL: {"en": "Appeal against the rejection of {}?", "de": "Einspruch gegen die Ablehnung von {}?"},
    Command.CONVERT: {"en": "Close {} as won?", "de": "{} als gewonnen abschließen?"},
    Command.LOSE: {"en": "Close {} as lost?", "de": "{} als verloren abschließen?"},
    Command.CLOSE: {"en": "Close {}?", "de": "{} abschließen?"},
    Command.REVOKE: {"en": "Revoke {}?", "de": "{} widerrufen?"},
    Command.TRANSFER: {"en": "Transfer {}?", "de": "{} übertragen?"},
}
FOLLOWS: Final[dict[Command, Words]] = {
    Command.RESUBMIT: {
        "en": "It goes back to the step that returned it; your place in time stays.",
        "de": "Sie geht an die Stelle zurück, die sie zurückgab; Ihr Zeitpunkt bleibt.",
    },
    Command.AMEND: {"en": "It holds at once.", "de": "Es gilt sofort."},
    Command.DROP_AMENDMENT: {
        "en": "The approved terms simply go on.",
        "de": "Die genehmigten Bedingungen gelten einfach weiter.",
    },
    Command.EXTEND: {
        "en": "The vendor decides; until then the protection goes on.",
        "de": "Der Hersteller entscheidet; bis dahin bleibt der Schutz bestehen.",
    },
    Command.ASK_BACK: {
        "en": "The vendor can reinstate it once, if nobody else holds the customer by then.",
        "de": "Der Hersteller kann sie einmal wieder einsetzen, wenn den Kunden dann niemand anderes hält.",
    },
    Command.APPEAL: {
        "en": "Somebody else than the first decider decides; that decision is final.",
        "de": "Darüber entscheidet jemand anderes als zuvor; diese Entscheidung ist endgültig.",
    },
    Command.CONVERT: {
        "en": "The ordered units are taken off the special price.",
        "de": "Die bestellten Stück werden vom Sonderpreis abgezogen.",
    },
    Command.LOSE: {
        "en": "The protection and the special price end. That is final.",
        "de": "Schutz und Sonderpreis enden. Das ist endgültig.",
    },
    Command.CLOSE: {"en": "Its special price ends. That is final.", "de": "Der Sonderpreis endet. Das ist endgültig."},
    Command.REVOKE: {
        "en": "The protection and the special price end. That is final.",
        "de": "Schutz und Sonderpreis enden. Das ist endgültig.",
    },
    Command.TRANSFER: {
        "en": "The other company gets a registration with the same terms and end; this one is closed.",
        "de": "Die andere Firma erhält eine Registrierung mit gleichen Bedingungen und gleichem Ende; diese schließt.",
    },
}
"""What a confirmed command leads to, said beside the question."""
MATERIAL_FOLLOWS: Final[Words] = {
    "en": "The vendor looks at this change first; until then the approved terms hold.",
    "de": "Diese Änderung sieht erst der Hersteller an; bis dahin gelten die genehmigten Bedingungen.",
}
ASKS: Final[dict[str, Words]] = {
    "terms": {
        "en": "What is to be changed: value, units, close, contact or project?",
        "de": "Was soll sich ändern: Wert, Stückzahl, Abschluss, Ansprechpartner oder Projekt?",
    },
    "evidence": {
        "en": "What happened at the customer, and when? The programme asks for dated progress.",
        "de": "Was ist beim Kunden passiert, und wann? Das Programm verlangt datierten Fortschritt.",
    },
    "figures": {
        "en": "Which order is it, or what value was won?",
        "de": "Welche Bestellung ist es, oder welcher Wert wurde gewonnen?",
    },
    "why": {
        "en": "Why should it be decided again? Say it in a sentence, with what shows it.",
        "de": "Warum soll neu entschieden werden? Ein Satz genügt, mit dem, was es belegt.",
    },
}
FACTS: Final[dict[str, Words]] = {
    "evidence": {"en": "Evidence", "de": "Beleg"},
    "days": {"en": "Days asked for", "de": "Gewünschte Tage"},
    "most_days": {"en": "Days at most", "de": "Höchstens Tage"},
    "order": {"en": "Order", "de": "Bestellung"},
    "note": {"en": "Note", "de": "Bemerkung"},
    "internal": {"en": "For your own organisation only", "de": "Nur für die eigene Organisation"},
    "reason": {"en": "Reason", "de": "Grund"},
    "quantities": {"en": "Units", "de": "Stück"},
    "to": {"en": "To", "de": "An"},
    "value": {"en": "Value", "de": "Wert"},
    "lines": {"en": "Products", "de": "Produkte"},
    "expected_close": {"en": "Expected close", "de": "Erwarteter Abschluss"},
    "contact_name": {"en": "Contact", "de": "Ansprechpartner"},
    "contact_email": {"en": "Contact's e-mail", "de": "E-Mail des Ansprechpartners"},
    "project": {"en": "Project", "de": "Projekt"},
    "customer": {"en": "Customer", "de": "Kunde"},
    "city": {"en": "City", "de": "Ort"},
    "postcode": {"en": "Postcode", "de": "Postleitzahl"},
    "domain": {"en": "Web domain", "de": "Internetadresse"},
    "register_number": {"en": "Register number", "de": "Registernummer"},
    "tender": {"en": "Tender", "de": "Ausschreibung"},
    "tender_published_on": {"en": "Tender published on", "de": "Ausschreibung veröffentlicht am"},
}
RULES: Final[dict[str, Words]] = {
    "holds_place": {
        "en": "The first is approved and holds the place while it is protected.",
        "de": "Die erste ist genehmigt und hält den Platz, solange sie geschützt ist.",
    },
    "incumbent": {
        "en": "On renewals the incumbent partner goes first, then the first complete submission.",
        "de": "Bei Verlängerungen geht der Bestandspartner vor, dann die erste vollständige Anmeldung.",
    },
    "first_complete": {
        "en": "The first complete submission goes first, to the microsecond.",
        "de": "Die erste vollständige Anmeldung geht vor, auf die Mikrosekunde.",
    },
}
REASON_CHOICES: Final = ("no_engagement", "existing_customer", "incumbent", "incomplete", "below_minimum", "other")
SIDE_LABELS: Final[dict[Language, tuple[str, ...]]] = {
    "en": ("Reseller", "Distributor", "Customer", "Products", "Value", "Complete since", "State"),
    "de": ("Reseller", "Distributor", "Kunde", "Produkte", "Wert", "Vollständig seit", "Stand"),
}


def waited(days: int, language: Language) -> str:
    """How long something waits, in business days."""
    if language == "de":
        return f"{days} Arbeitstag" if days == 1 else f"{days} Arbeitstage"
    return f"{days} business day" if days == 1 else f"{days} business days"
