"""What people say of a registration that lives on: won or lost and why, progress, reasons, changed terms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from bot.tools.deal_words import DealArguments, said
from channel.deals.terms import AMENDABLE, changed_terms
from channel.deals.views import Application

FEWEST_WORDS: Final = 3
"""From so many words on, something is said."""


def _any(*words: str) -> re.Pattern[str]:
    return re.compile("|".join(words), re.IGNORECASE)


DEAL_NUMBER: Final = re.compile(r"\bDR-?\d{4}-?\d+\b|\b0\d{3}\b", re.IGNORECASE)
REASONING: Final = re.compile(
    r"(?:\b(?:because|since|due to|given that|reason is|weil|denn|da|wegen|aufgrund|begründung|grund ist)\b"
    r"|[:;–—]|,\s|\.\s|\s-\s)\s*",
    re.IGNORECASE,
)
WON: Final = re.compile(
    r"\b(won|win|signed|ordered|purchase order|gewonnen|unterschrieben|beauftragt|bestellt|zuschlag|auftrag)\b",
    re.IGNORECASE,
)
LOST: Final = re.compile(
    r"\b(lost|lose|went to|gone to|cancell?ed|verloren|verlor|abgesagt|absage|geplatzt|an den wettbewerb)\b",
    re.IGNORECASE,
)
PURCHASE_ORDER: Final = re.compile(
    r"\b(?:p\.?o\.?|purchase order|order|bestellung|auftrag)\s*(?:no\.?|nr\.?|number|nummer|#|:)*\s*"
    r"([A-Z]{0,4}-?\d[\w-]{3,})",
    re.IGNORECASE,
)
LOSSES: Final = {
    "price": re.compile(r"pric|expensive|cheaper|preis|teuer|günstig|billig", re.IGNORECASE),
    "competitor": re.compile(r"competit|rival|went to|gone to|wettbewerb|konkurren|mitbewerb", re.IGNORECASE),
    "budget": re.compile(r"budget|money|funding|etat|mittel|gelder", re.IGNORECASE),
    "product": re.compile(r"feature|product|technical|funktion|produkt|technisch", re.IGNORECASE),
    "no_project": _any(
        "cancel", "stopped", "no project", "postpon", "on hold", "eingestellt", "gestoppt", "verschoben", "kein projekt"
    ),
}
REVOCATIONS: Final = {
    "inactive": re.compile(
        r"inactiv|no progress|no activity|nothing happen|silent|inaktiv|kein fortschritt|passiert nichts|untätig",
        re.IGNORECASE,
    ),
    "tier_lost": re.compile(r"\btier|level|status lost|rang|stufe|partnerstatus", re.IGNORECASE),
    "breach": re.compile(r"breach|violat|terms|contract|verstoß|verletz|vertrag", re.IGNORECASE),
}
TRANSFERS: Final = {
    "merger": _any("merge", "acqui", "takeover", "took over", "bought", "fusion", "überna?o?hm", "übernomm", "gekauft"),
    "customer_letter": _any("letter", r"\bwrit", "customer (?:wants|chose)", "schreiben", "brief", "kunde will"),
}
REJECTIONS: Final = {
    "no_engagement": re.compile(r"engagement|sales activit|vertriebsaktivit|kein kontakt zum kunden", re.IGNORECASE),
    "existing_customer": re.compile(r"(?:existing|current) customer|bestandskund", re.IGNORECASE),
    "product_excluded": re.compile(r"product \w* ?exclud|excluded product|produkt \w* ?ausgeschlossen", re.IGNORECASE),
    "credit_standing": re.compile(r"credit|overdue|bonität|überfällig", re.IGNORECASE),
    "compliance": re.compile(r"complian|sanction|export control|sanktion|exportkontroll", re.IGNORECASE),
}
"""Reasons of rejections beside those that are understood with every wish."""
REVOKING: Final = re.compile(r"\b(revoke|widerruf(?:e|en)?|entzieh\w*)\b", re.IGNORECASE)
TRANSFERRING: Final = re.compile(
    r"\b(transfer|hand (?:[\w-]+ )?over|übertrag(?:e|en)?|überschreib(?:e|en)?)\b", re.IGNORECASE
)
REINSTATING: Final = _any(r"\breinstat", r"\brevive", "wieder ?ein(?:setz|gesetz)", r"\breaktivier")
ADDING: Final = re.compile(r"\b(add|plus|additional|more|extra|zusätzlich|dazu|ergänze|mehr)\b", re.IGNORECASE)
RENAMING: Final = re.compile(
    r"legal name|customer name|renamed|is called|firmenname|kundenname|heißt|umbenannt", re.IGNORECASE
)


def grounds(text: str, *, whole: bool = False) -> str | None:
    """Why, as far as the words say it: what follows “because” and its kin, or all of an answer; none if too little."""
    rest = text
    if not whole:
        found = REASONING.search(text)
        if found is None:
            return None
        rest = text[found.end() :]
    rest = DEAL_NUMBER.sub("", rest).strip(" \n\t,.;:-–—")
    return rest if len(rest.split()) >= FEWEST_WORDS else None


def outcome(text: str) -> str | None:
    """`won` or `lost`, whichever is said; lost where both are."""
    if LOST.search(text):
        return "lost"
    return "won" if WON.search(text) else None


def reason_in(text: str, codes: Mapping[str, re.Pattern[str]]) -> str | None:
    """The first of the codes whose words are said."""
    return next((code for code, pattern in codes.items() if pattern.search(text)), None)


def order_in(text: str, arguments: DealArguments) -> str | None:
    """The order or purchase order named."""
    if arguments.orders:
        return arguments.orders[0]
    found = PURCHASE_ORDER.search(text)
    return found[1] if found else None


def changes(text: str, arguments: DealArguments, known: Application, today: date) -> dict[str, Any]:
    """The terms that the words change, as plain values; a customer named only says which deal is meant."""
    named = arguments.customer if RENAMING.search(text) else None
    meant = arguments.model_copy(update={"customer": named})
    asked = said(text, meant, known.model_copy(update={"quantity": None}), today)
    if ADDING.search(text):
        before = dict(known.lines)
        lines = tuple(
            (mpn, (quantity or 0) + (before[mpn] or 0)) if mpn in arguments.mpns and mpn in before else (mpn, quantity)
            for mpn, quantity in asked.lines
        )
        asked = asked.model_copy(update={"lines": lines})
    plain = asked.content()
    return changed_terms(known, {field: plain[field] for field in AMENDABLE})
