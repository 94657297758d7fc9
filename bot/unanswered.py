"""What nobody found in the documents is noted for the vendors whose documents should have said it."""

import re
from collections.abc import Sequence

from sqlalchemy import select

from bot.serving import Served
from bot.tools.results import Asking, Outcome
from bot.understanding.names import Names
from bot.understanding.requests import Capability, Request
from channel import unanswered
from channel.access.rights import Right
from channel.parties import find_organisation
from channel.tables.documents import Document
from channel.tables.parties import Kind, Line, Organisation
from channel.tables.products import Product

FROM_DOCUMENTS = frozenset({Capability.KNOWLEDGE_ASK, Capability.PRODUCT_FACTS, Capability.PRODUCT_COMPATIBILITY})
CLOSEST = 3
RUN = r"(?P<name>[A-ZÄÖÜ][\w&.-]*(?:\s+(?:[A-ZÄÖÜ][\w&.-]*|&|und|and))*)"
NAMED = (
    re.compile(
        r"\b(?:for|at|from|with|of|für|bei|beim|von|mit|fuer|customer|client|company|project|[Kk]und(?:e|en|in)"
        r"|[Ee]ndkund(?:e|en|in)|Firma|Projekt)\s+(?:(?i:the|die|der|den|dem|das|is|ist)\s+)?" + RUN
    ),
    re.compile(
        RUN + r"\s+(?:here\b|hier\b|asks?\b|asked\b|wants?\b|needs?\b|would like|is asking|wishes|insists|fragt|fragen"
        r"|möchten?\b|will\b|wollen\b|braucht|brauchen|benötigt|verlangt)"
    ),
    re.compile(r"(?P<name>[\w&.-]+\s+(?:gmbh|mbh|ohg|kg|ltd|llc|inc)\b)", re.IGNORECASE),
)
"""Where a name stands that nobody told us: behind a preposition, before somebody who asks, beside a legal form."""
CAPITALS = re.compile(rf"(?<![\w-]){RUN}")


def note(requests: Sequence[Request], served: Sequence[Served], asking: Asking, names: Names) -> None:
    """Keep each wish that the documents did not answer, for the vendors it concerns, without names."""
    for request, reply in zip(requests, served, strict=True):
        if request.capability not in FROM_DOCUMENTS or reply.outcome is not Outcome.NOT_FOUND:
            continue
        question = request.text or asking.text
        vendors = _concerned(request, question, asking)
        if vendors:
            told = _private(request, names)
            private = (*told, *_unknown_names(question, told, asking))
            with asking.gate.acting(asking.person, Right.ASK) as action:
                unanswered.note(action, vendors, question, private)


def _concerned(request: Request, question: str, asking: Asking) -> frozenset[int]:
    """The vendors of what was named, else those whose documents come closest; all in the asker's sight."""
    slots = request.slots
    with asking.gate.viewing(asking.person) as session:
        named = set(session.scalars(select(Product.vendor_id).where(Product.mpn.in_(slots.mpns))))
        if slots.line:
            named |= set(session.scalars(select(Line.vendor_id).where(Line.name == slots.line)))
        if slots.vendor and (vendor := find_organisation(session, slots.vendor, Kind.VENDOR)):
            named.add(vendor.id)
        if named:
            return frozenset(named)
        found = asking.library.find(asking.person, question, asking.now, CLOSEST)
        near = [hit.source.document for hit in found]
        owners = select(Document.owner_id).join(Organisation, Organisation.id == Document.owner_id)
        closest = owners.where(Document.id.in_(near), Organisation.kind == Kind.VENDOR)
        return frozenset(session.scalars(closest))


def _unknown_names(question: str, told: Sequence[str], asking: Asking) -> list[str]:
    """Names that no document in the asker's sight knows: customers, projects, people; parts of those told, too."""
    named = [found["name"] for pattern in NAMED for found in pattern.finditer(question)]
    runs = [found["name"] for found in CAPITALS.finditer(question)]
    parts = {part for name in told for part in name.split()}
    words = {word for name in (*named, *runs) for word in name.split()}
    known = asking.library.known(asking.person, sorted(words), asking.now)
    unknown = [_without_known_ends(name, known) for name in (*named, *runs)]
    names = [name for name in unknown[: len(named)] if name]
    names += [name for name in unknown[len(named) :] if len(name.split()) > 1]
    return [*names, *(word for word in words - known if word.strip(".") in parts)]


def _without_known_ends(name: str, known: frozenset[str]) -> str:
    """A name without the words at its ends that documents know; empty when they know them all."""
    words = name.split()
    while words and words[0] in known:
        words.pop(0)
    while words and words[-1] in known:
        words.pop()
    return " ".join(words)


def _private(request: Request, names: Names) -> tuple[str, ...]:
    """Every name that could tell who asked, or about whose business."""
    slots = request.slots
    said = (slots.customer, slots.reseller, slots.distributor, slots.person, slots.email, *slots.deals, *slots.orders)
    companies = (company.name for company in names.organisations if company.kind != Kind.VENDOR)
    people = (name for _, name in names.people)
    customers = (deal.customer for deal in names.deals)
    return tuple(filter(None, (*said, *companies, *people, *customers)))
