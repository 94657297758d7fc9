"""What words about people ask for: rights, roles, joining, leaving, giving and taking."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from channel.access.rights import Right
from channel.people import Role


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


EMAIL: Final = re.compile(r"(?:<mailto:[^|>]*\|)?(?P<address>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)>?")
EVERY_RIGHT: Final = _any(
    r"\b(all|every|any)( \w+){0,2} (rights?|permissions?|access)\b", r"\balle( \w+){0,2} rechte\b"
)
_SEES: Final = r"(see|view|read|look|access|right|finance|sehen|einsehen|recht|zugriff|einsicht)"
RIGHTS: Final[tuple[tuple[Right, re.Pattern[str]], ...]] = (
    (Right.ADMINISTER, _any(r"\badmin\w*", r"\badministr\w*")),
    (Right.CHANGE_CREDIT, _any(r"\b(change|raise|set|adjust)\w* (the )?credit", r"kredit\w* (\w+ )?(ändern|anpassen)")),
    (Right.SEE_CREDIT, _any(r"\bcredit\b(?! control)", r"\bfinanc\w*", r"\bfinanz\w*", r"\bkredit(?!control|sach)\w*")),
    (Right.REGISTER_DEALS, _any(r"\bregister\w*", r"\bdeal registration", r"registrier\w*", r"\banmelden\b")),
    (Right.DECIDE_DEALS, _any(r"\b(decide|approve|review)\w*", r"\b(entscheid|genehmig|freigeb)\w*")),
    (
        Right.SEE_DEALS,
        _any(rf"\b{_SEES}\w*( \w+)* (deals?|projects?)\b", r"\b(deals?|projekte?)\b( \w+)* (sehen|einsehen)"),
    ),
    (Right.SEE_COST, _any(r"\bcosts?\b", r"\b(einkaufspreis|kosten|einstand)\w*")),
    (Right.SEE_PRICES, _any(r"\bpric(es?|ing)\b", r"(?<!einkaufs)\bpreis\w*")),
    (Right.SEE_ORDERS, _any(r"\borders?\b", r"\b(bestellung|auftr[aä]g)\w*")),
    (Right.SEE_STOCK, _any(r"\bstocks?\b", r"\binventory\b", r"\b(lager|bestand|bestände)\w*")),
    (Right.SEE_EMBARGOED, _any(r"\bembargo\w*", r"\bsperrfrist\w*")),
    (Right.PUBLISH, _any(r"\bpublish\w*", r"\bveröffentlich\w*")),
    (Right.ANNOUNCE, _any(r"\bannounc\w*", r"\bankündig\w*")),
    (Right.ONBOARD, _any(r"\bonboard\w*", r"\bpartner (aufnehmen|einladen)")),
    (Right.LOAD_DATA, _any(r"\b(load|import)\w* (\w+ )?data\b", r"\bdaten (laden|importieren|einlesen)")),
    (Right.ASK, _any(r"\bask questions?\b", r"\bfragen stellen\b")),
)
ROLES: Final[tuple[tuple[Role, re.Pattern[str]], ...]] = (
    (Role.PARTNER_MANAGER, _any(r"\bpartner ?-?manager\w*")),
    (Role.PRODUCT_MANAGER, _any(r"\b(product|produkt) ?-?manager\w*")),
    (Role.CREDIT_CONTROLLER, _any(r"\bcredit ?-?control\w*", r"\bkredit(controll|sachbearbeit)\w*")),
    (Role.CHANNEL_MANAGER, _any(r"\bchannel ?-?manager\w*")),
    (Role.PRODUCT_MARKETING, _any(r"\b(product|produkt) ?-?marketing\b")),
    (Role.PRESALES, _any(r"\bpre-?sales\b", r"\b(solutions?|systems?) (architect|engineer)")),
    (Role.BUYER, _any(r"\bbuyers?\b", r"\bpurchas\w*", r"\bprocurement\b", r"\beinkäufer\w*", r"\beinkauf\b")),
    (Role.OWNER, _any(r"\bowners?\b", r"\b(inhaber|geschäftsführ)\w*", r"\bmanaging director\b")),
    (Role.SALES, _any(r"\bsales\b", r"\b(vertrieb|verkäufer|verkauf)\w*", r"\baccount manager\b")),
)
_WHO: Final = _any(
    r"^\W*(so |and |und )?(who|wer|whose|wessen|welche[rns]? (kolleg|leute|nutzer|benutzer|personen)\w*)\b",
    r"\b(list|show|zeig\w*|who are|wer sind)\b( \w+)* (admins?|administrator\w*|users?|people|colleagues|rights|nutzer|"
    r"benutzer|leute|rechte|kolleg\w*)\b",
    r"^\W*(our|unsere) (admins?|users?|people|nutzer|benutzer|leute)\b",
)
PRONOUNS: Final = frozenset(
    {"he", "her", "him", "his", "she", "them", "their", "they", "er", "ihm", "ihn", "ihr", "ihre", "sie", "seine"}
)
"""What stands for somebody named before."""
_NEGATED: Final = _any(r"\b(not|n't|cannot|no longer|nicht|kein\w*)\b")
_TAKES: Final = _any(
    r"\b(take|revoke|withdraw|remove|strip|drop|lose|loses|without)\b",
    r"\b(entzieh\w*|entzog\w*|entfern\w*|nimm|wegnehm\w*|nehmen|streich\w*|lösch\w*|verlier\w*)\b",
    r"\b(may|should|can|must|does|do|need\w*)\b( \w+)? (not|no longer|n't)\b|\bno longer\b|\bstop\b|n't\b",
    r"\b(nicht|kein\w*|nie) mehr\b|\bdarf( \w+)* (nicht|kein\w*)\b",
)
_LEAVES: Final = _any(
    r"\b(remove|delete|deactivate|disable|block|off-?board|kick)\w*",
    r"\b(left|leaves|leaving|quit|quits|resign\w*|retire[ds]?|gone|fired|no longer (works?|here|with))\b",
    r"\bno access any ?more\b|\btake\b.*\bout\b|\b(revoke|withdraw|take)\b.*\baccess\b",
    r"\b(entfern|lösch|deaktivier|sperr|gekündigt|kündig|ausgeschieden|ausscheid)\w*",
    r"\b(raus|verlassen|verlässt|gegangen|weg|(nicht|nimmer) mehr (bei|da|hier|im)|arbeitet nicht mehr)\b",
    r"\bnimm\b.*\b(raus|heraus)\b|\bzug(ang|riff)\b.*\b(entzieh\w*|weg)\b",
)
_JOINS: Final = _any(
    r"\b(add|new|join\w*|invite|create|needs?|give|set up|starts?|hire[ds]?|grant)\b",
    r"\b(neu\w*|anleg\w*|leg|füg\w*|hinzu\w*|aufnehm\w*|nimm|einlad\w*|braucht|gib|freischalt\w*|fängt|eintrag\w*)\b",
)


def rights_in(text: str) -> frozenset[Right]:
    """The single rights that the words name; a right to see falls to a stronger one on the same thing."""
    found = {right for right, pattern in RIGHTS if pattern.search(text)}
    if Right.CHANGE_CREDIT in found:
        found.discard(Right.SEE_CREDIT)
    if found & {Right.REGISTER_DEALS, Right.DECIDE_DEALS}:
        found.discard(Right.SEE_DEALS)
    return frozenset(found)


def role_in(text: str) -> Role | None:
    """The role that the words name."""
    return next((role for role, pattern in ROLES if pattern.search(text)), None)


def asks_who(text: str) -> bool:
    """Whether a list is asked for."""
    return bool(_WHO.search(text))


def asks_without(text: str) -> bool:
    """Whether those are asked for who may not."""
    return bool(_NEGATED.search(text))


def takes(text: str) -> bool:
    """Whether something is to be taken away."""
    return bool(_TAKES.search(text))


def leaves(text: str) -> bool:
    """Whether somebody leaves."""
    return bool(_LEAVES.search(text))


def joins(text: str) -> bool:
    """Whether somebody new comes."""
    return bool(_JOINS.search(text))


def copies(text: str, names: Sequence[str]) -> str | None:
    """Whose rights of `names` somebody else is to get, where the words say so."""
    for name in names:
        for part in name.split():
            quoted = re.escape(part)
            owned = _any(rf"\b{quoted}['’]s?\b", rf"\b(rechte|rights) (von|of) {quoted}\b", rf"\b(like|wie) {quoted}\b")
            if owned.search(text):
                return name
    return None
