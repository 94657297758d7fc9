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
NAMED = re.compile(
    r"\b(?:for|at|from|with|of|für|bei|beim|von|mit|fuer)\s+(?:the\s+|die\s+|der\s+|den\s+|dem\s+|das\s+)?"
    r"(?P<name>[A-ZÄÖÜ][\w&.-]*(?:\s+(?:[A-ZÄÖÜ][\w&.-]*|&|und|and|AG|KG))*)"
)


def note(requests: Sequence[Request], served: Sequence[Served], asking: Asking, names: Names) -> None:
    """Keep each wish that the documents did not answer, for the vendors it concerns, without names."""
    for request, reply in zip(requests, served, strict=True):
        if request.capability not in FROM_DOCUMENTS or reply.outcome is not Outcome.NOT_FOUND:
            continue
        question = request.text or asking.text
        vendors = _concerned(request, question, asking)
        if vendors:
            private = (*_private(request, names), *_unknown_names(question, asking))
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


def _unknown_names(question: str, asking: Asking) -> list[str]:
    """Names after a preposition that no document in the asker's sight knows: customers, projects, people."""
    named = [found["name"] for found in NAMED.finditer(question)]
    words = [word for name in named for word in name.split()]
    known = asking.library.known(asking.person, words, asking.now)
    return [name for name in named if not known.issuperset(name.split())]


def _private(request: Request, names: Names) -> tuple[str, ...]:
    """Every name that could tell who asked, or about whose business."""
    slots = request.slots
    said = (slots.customer, slots.reseller, slots.distributor, slots.person, slots.email, *slots.deals, *slots.orders)
    companies = (company.name for company in names.organisations if company.kind != Kind.VENDOR)
    people = (name for _, name in names.people)
    customers = (deal.customer for deal in names.deals)
    return tuple(filter(None, (*said, *companies, *people, *customers)))
