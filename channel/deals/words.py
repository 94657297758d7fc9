"""What states and reasons are called, and what is possible where a registration ended, in English and German."""

from collections.abc import Iterable, Mapping
from typing import Final

from channel.deals.states import State

Words = Mapping[str, str]

STATES: Final[Mapping[State, Words]] = {
    State.DRAFT: {"en": "draft", "de": "Entwurf"},
    State.SUBMITTED: {"en": "submitted", "de": "eingereicht"},
    State.DISTRIBUTOR_REVIEW: {"en": "in review at the distributor", "de": "in Prüfung beim Distributor"},
    State.VENDOR_REVIEW: {"en": "in review at the vendor", "de": "in Prüfung beim Hersteller"},
    State.CONFLICT_REVIEW: {"en": "in conflict review", "de": "in Konfliktprüfung"},
    State.ACTION_REQUIRED: {"en": "sent back, waits for completion", "de": "zurückgegeben, zu ergänzen"},
    State.APPROVED: {"en": "approved", "de": "genehmigt"},
    State.REJECTED: {"en": "rejected", "de": "abgelehnt"},
    State.APPEALED: {"en": "under appeal", "de": "im Einspruch"},
    State.WITHDRAWN: {"en": "withdrawn", "de": "zurückgezogen"},
    State.LAPSED: {"en": "lapsed", "de": "verfallen"},
    State.EXTENSION_REVIEW: {"en": "approved, extension under review", "de": "genehmigt, Verlängerung in Prüfung"},
    State.EXPIRED: {"en": "expired", "de": "abgelaufen"},
    State.CONVERTED: {"en": "won", "de": "gewonnen"},
    State.LOST: {"en": "lost", "de": "verloren"},
    State.REVOKED: {"en": "revoked", "de": "widerrufen"},
    State.TRANSFERRED: {"en": "transferred", "de": "übertragen"},
    State.CLOSED: {"en": "closed", "de": "abgeschlossen"},
}
WAYS_ON: Final[Mapping[State, Words]] = {
    State.REJECTED: {
        "en": "Within the programme's time it can be appealed; after that, register it again.",
        "de": "In der Frist des Programms ist ein Einspruch möglich; danach registrieren Sie es neu.",
    },
    State.EXPIRED: {
        "en": "Within the grace period its reseller can ask for it back; after that, register it again.",
        "de": "In der Nachfrist kann der Händler um Wiedereinsetzung bitten; danach registrieren Sie es neu.",
    },
    State.WITHDRAWN: {
        "en": "Withdrawing is final. Register the deal again.",
        "de": "Zurückgezogen ist endgültig. Registrieren Sie das Projekt neu.",
    },
    State.LAPSED: {
        "en": "It was not completed in time. Register the deal again.",
        "de": "Es wurde nicht rechtzeitig ergänzt. Registrieren Sie das Projekt neu.",
    },
    State.LOST: {
        "en": "A lost deal stays closed. If it lives again, register it again.",
        "de": "Verloren bleibt verloren. Lebt das Projekt wieder auf, registrieren Sie es neu.",
    },
    State.REVOKED: {
        "en": "A revoked registration stays closed. Talk to your channel manager before you register it again.",
        "de": "Widerrufen bleibt widerrufen. Sprechen Sie mit dem Channel-Management, bevor Sie neu registrieren.",
    },
    State.TRANSFERRED: {
        "en": "Another company holds this deal now. Talk to your channel manager.",
        "de": "Eine andere Firma hält dieses Projekt jetzt. Sprechen Sie mit dem Channel-Management.",
    },
    State.CONVERTED: {
        "en": "It is won. For more units register an add-on.",
        "de": "Es ist gewonnen. Für weitere Stücke registrieren Sie ein Folgeprojekt.",
    },
    State.CLOSED: {
        "en": "It is won and delivered. For more units register an add-on.",
        "de": "Es ist gewonnen und geliefert. Für weitere Stücke registrieren Sie ein Folgeprojekt.",
    },
}
"""What is possible instead where nothing leads back."""
REASONS: Final[Mapping[str, Words]] = {
    "below_minimum": {"en": "below the minimum deal size", "de": "unter der Mindestgröße"},
    "not_authorised": {"en": "not authorised for the line", "de": "für die Linie nicht autorisiert"},
    "territory": {"en": "outside the authorised territory", "de": "außerhalb des autorisierten Gebiets"},
    "incomplete": {"en": "details are missing", "de": "Angaben fehlen"},
    "already_registered": {"en": "not the first complete submission", "de": "nicht die erste vollständige Anmeldung"},
    "incumbent": {"en": "the incumbent partner goes first", "de": "der Bestandspartner hat Vorrang"},
    "direct_engaged": {"en": "the vendor was engaged before", "de": "der Hersteller war schon im Gespräch"},
    "existing_customer": {"en": "the customer is no new customer", "de": "der Kunde ist kein Neukunde"},
    "tender_published": {"en": "the tender was published before", "de": "die Ausschreibung war schon veröffentlicht"},
    "no_engagement": {"en": "no dated sales activity was shown", "de": "keine datierte Vertriebsaktivität belegt"},
    "duplicate_own": {"en": "you have registered it already", "de": "bereits von Ihnen angemeldet"},
    "compliance": {"en": "compliance", "de": "Compliance"},
    "credit_standing": {"en": "credit standing", "de": "Bonität"},
    "product_excluded": {"en": "a product is excluded", "de": "ein Produkt ist ausgeschlossen"},
    "other": {"en": "the programme's rules were not met", "de": "die Programmregeln waren nicht erfüllt"},
}
OWN_REASONS: Final[Mapping[str, Words]] = {
    "price": {"en": "on price", "de": "am Preis"},
    "competitor": {"en": "to a competitor", "de": "an den Wettbewerb"},
    "product": {"en": "the product did not fit", "de": "das Produkt passte nicht"},
    "budget": {"en": "no budget", "de": "kein Budget"},
    "no_project": {"en": "the project was stopped", "de": "das Projekt wurde eingestellt"},
    "inactive": {"en": "no activity was shown", "de": "keine Aktivität belegt"},
    "tier_lost": {"en": "the tier was lost", "de": "die Partnerstufe ging verloren"},
    "breach": {"en": "a breach of the programme's rules", "de": "ein Verstoß gegen die Programmregeln"},
    "merger": {"en": "a merger", "de": "eine Fusion"},
    "customer_letter": {"en": "the customer's letter", "de": "das Schreiben des Kunden"},
    "other": {"en": "another reason", "de": "ein anderer Grund"},
}
"""The reasons of losing, revoking and handing over."""


def because(codes: Iterable[str]) -> Words:
    """What stands against something, by the codes of `channel.deals.eligibility`, in each language."""
    told = [REASONS.get(code, REASONS["other"]) for code in dict.fromkeys(codes)]
    return {language: ", ".join(dict.fromkeys(reason[language] for reason in told)) for language in ("en", "de")}
