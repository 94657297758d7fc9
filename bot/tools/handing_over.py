"""Handing over to a person: whom it goes to, and what the asker said and read before, nothing of anybody else's."""

from __future__ import annotations

from sqlalchemy import select

from bot.tools.questions import in_words
from bot.tools.request_drafting import (
    TOGETHER,
    Note,
    Prepared,
    draft,
    earlier_turns,
    partners,
    supplier,
    which,
)
from bot.tools.results import Arguments, Asking, Result
from channel import requests
from channel.access.identifying import viewer_of
from channel.errors import NotPossible
from channel.parties import OrganisationFact
from channel.request_facts import Fact
from channel.requests import HANDOVER
from channel.tables.documents import Document
from channel.tables.journal import AnswerLog
from channel.tables.parties import Kind


class HandoverArguments(Arguments):
    """Whom the asker would like to hear from."""

    distributor: str | None = None
    vendor: str | None = None
    reseller: str | None = None


def hand_over(asking: Asking, arguments: HandoverArguments) -> Result:
    """A message to the people who look after the asker, with what was asked before, to be confirmed.

    Raises:
        NotPossible: when nobody is there to hand over to.
    """
    found = _recipient(asking, arguments)
    if isinstance(found, Result):
        return found
    turns = [text for name, text in earlier_turns(asking) if name != HANDOVER and text]
    facts = [Fact("asked_before", text) for text in turns]
    facts += [Fact("document", title) for title in _titles(asking, found)]
    prepared = Prepared(
        kind=HANDOVER,
        recipient=found,
        facts=tuple(facts),
        words=asking.text.strip(),
        notes=(Note("sent_as_shown"),),
    )
    return draft(asking, prepared)


def _recipient(asking: Asking, arguments: HandoverArguments) -> OrganisationFact | Result:
    """A reseller's distributor, a distributor's vendor, a vendor's distributor, who takes a prospect on."""
    kind = asking.person.kind
    if kind is Kind.RESELLER:
        named = arguments.distributor if not arguments.vendor else None
        return supplier(asking, named, asking.text)
    other = Kind.VENDOR if kind is Kind.DISTRIBUTOR else Kind.DISTRIBUTOR
    named = arguments.vendor if kind is Kind.DISTRIBUTOR else arguments.distributor
    among = [fact for fact in partners(asking, other) if fact.id != asking.person.organisation_id]
    if named is not None:
        among = [fact for fact in among if fact.name.casefold().startswith(named.casefold())]
    if not among:
        raise NotPossible(
            in_words(asking, "I know nobody to hand this over to.", "Ich kenne niemanden, an den ich das geben kann."),
            in_words(asking, "Ask the administrator of your company.", "Fragen Sie Ihre Administration."),
        )
    return among[0] if len(among) == 1 else which(asking, among, asking.text)


def _titles(asking: Asking, recipient: OrganisationFact) -> list[str]:
    """Documents that were cited to the asker lately, as far as everybody who reads the message may see them."""
    with asking.gate.viewing(asking.person) as session:
        logs = session.scalars(
            select(AnswerLog.sources)
            .where(AnswerLog.person_id == asking.person.person_id, AnswerLog.at >= asking.now - TOGETHER)
            .order_by(AnswerLog.id.desc())
            .limit(2)
        ).all()
        shown = {title: title for title in session.scalars(select(Document.title))}
    cited = [title for sources in logs for source in sources for title in shown if source.startswith(title)]
    needs = requests.KINDS[HANDOVER].decides[recipient.kind]
    with asking.gate.acting(asking.person, requests.KINDS[HANDOVER].asks) as action:
        readers = requests.deciders(action.session, recipient.id, needs)
    for reader in readers:
        with asking.gate.viewing(viewer_of(asking.gate, reader)) as session:
            theirs = set(session.scalars(select(Document.title)))
        cited = [title for title in cited if title in theirs]
    return list(dict.fromkeys(cited))
