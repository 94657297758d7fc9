"""What every request shares: the words that it is made of, whom it goes to, the rule it stands on, and its draft."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import Select, select

from bot.tools.questions import Choice, clarify, in_words
from bot.tools.results import Asking, Outcome, Result
from channel import drafts, requests
from channel.errors import NotAllowed, NotPossible
from channel.parties import OrganisationFact, organisation, organisations
from channel.request_facts import Fact, Value, to_plain
from channel.tables.journal import AnswerLog, ThreadTurn
from channel.tables.parties import Kind
from knowledge.answering import Source

TOGETHER: Final = timedelta(hours=2)
MOST_TURNS: Final = 5
NUMBER: Final = re.compile(r"\b(?:RMA|MDF|SPF|CLM|CRD|QUO|AUT|HLP)-\d{4}\b", re.IGNORECASE)
ASKS_STANDING: Final = re.compile(
    r"\b(?:sta?t?us|news on|update on|any news|any open|how is|how are|where is|where are|what became|still waiting"
    r"|pending|open (?:requests|claims|returns|quotes)|stand (?:von|bei|der|meiner|unserer)|wie steht|was macht"
    r"|wo bleibt"
    r"|neuigkeiten|schon was|offene \w+|(?:my|our) (?:requests|claims|rmas|returns)"
    r"|(?:meine|unsere) (?:anträge|anfragen|rmas|rücksendungen|claims))\b",
    re.IGNORECASE,
)
ASKS_RULES: Final = re.compile(
    r"^\s*(?:what|which|how|when|until when|who|does|do|is|are|can|may|was|welche[rsn]?|wie|wann|bis wann|wer|darf|kann"
    r"|gibt es|muss|müssen)\b|\b(?:policy|rules?|conditions?|terms|proof|deadline|regeln?|bedingungen|nachweis|frist"
    r"|til when|until when|bis wann)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Note:
    """Something worth knowing before confirming; the screens word the code and fill in the values."""

    code: str
    values: tuple[Value, ...] = ()


@dataclass(frozen=True)
class Prepared:
    """A request that could be made: to whom, what it says, and what there is to know about it.

    `subject` names what may be asked for only once at a time. `source` is the rule in the documents.
    """

    kind: str
    recipient: OrganisationFact
    facts: tuple[Fact, ...]
    words: str
    vendor: int | None = None
    subject: str = ""
    effect: dict[str, Any] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    source: Source | None = None


@dataclass(frozen=True)
class RequestDraft:
    """A request to be confirmed."""

    key: str
    kind: str
    recipient: str
    facts: tuple[Fact, ...]
    words: str
    notes: tuple[Note, ...]
    source: Source | None


def draft(asking: Asking, prepared: Prepared) -> Result:
    """The request, to be confirmed; it takes the place of an open one of its kind in the thread.

    Raises:
        NotAllowed: without the right that asking takes.
        NotPossible: when nobody there can decide, or the same is asked already.
    """
    kind = requests.KINDS[prepared.kind]
    if asking.person.kind not in kind.askers or kind.asks not in asking.person.rights:
        raise NotAllowed(
            in_words(asking, "That is not part of your role.", "Das gehört nicht zu Ihrer Rolle."),
            in_words(asking, "Ask the administrator in your organisation.", "Ihre Administration hilft weiter."),
        )
    content = {
        "kind": prepared.kind,
        "recipient": prepared.recipient.id,
        "vendor": prepared.vendor,
        "facts": to_plain(prepared.facts),
        "words": prepared.words,
        "subject": prepared.subject,
        "effect": prepared.effect,
    }
    with asking.gate.acting(asking.person, kind.asks) as action:
        if not requests.deciders(action.session, prepared.recipient.id, kind.decides[prepared.recipient.kind]):
            raise NotPossible(*nobody_there(asking, prepared.recipient.name))
        if other := requests.same(action.session, asking.person.organisation_id, content):
            raise NotPossible(*asked_already(asking, other))
        person = asking.person.person_id
        waiting = drafts.open_draft(action.session, person, asking.thread) if person is not None else None
        if waiting is not None and waiting.capability == prepared.kind:
            drafts.discard(action, waiting.key)
        key = drafts.save(action, prepared.kind, asking.thread, content)
    value = RequestDraft(
        key, prepared.kind, prepared.recipient.name, prepared.facts, prepared.words, prepared.notes, prepared.source
    )
    return Result(value, Outcome.DRAFT, draft=key)


def nobody_there(asking: Asking, name: str) -> tuple[str, str]:
    """The words for a recipient without anybody who may decide."""
    return (
        in_words(asking, f"Nobody at {name} can decide that here.", f"Bei {name} kann das hier niemand entscheiden."),
        in_words(asking, "Please call them.", "Bitte rufen Sie dort an."),
    )


def asked_already(asking: Asking, number: str) -> tuple[str, str]:
    """The words for something that is asked for already."""
    return (
        in_words(asking, f"That is asked for already: {number}.", f"Das ist schon angefragt: {number}."),
        in_words(
            asking,
            "Wait for its answer, or withdraw it first.",
            "Warten Sie die Antwort ab, oder ziehen Sie die Anfrage zuerst zurück.",
        ),
    )


def own_words(asking: Asking, capability: str, named: tuple[str, ...] = ()) -> str:
    """What the person said of this wish: the turns that led to a question, or the draft that is being corrected.

    Args:
        asking: the wish.
        capability: what is asked for.
        named: part numbers of the wish; a message that names one itself corrects no draft, it is a wish of its own.
    """
    said = [asking.text.strip()]
    with asking.gate.viewing(asking.person) as session:
        turns = session.execute(_last_turns(asking).add_columns(AnswerLog.outcome)).all()
        person = asking.person.person_id
        waiting = drafts.open_draft(session, person, asking.thread) if person is not None else None
    for content, outcome in turns:
        texts = [wish["text"] for wish in content["requests"] if wish["capability"] == capability]
        if outcome != Outcome.CLARIFY or not texts:
            break
        said = [*texts, *said]
    corrects = waiting is not None and waiting.capability == capability and "words" in waiting.content
    if len(said) == 1 and corrects and waiting is not None and not _names(asking.text, named):
        said = [waiting.content["words"], *said]
    return " / ".join(dict.fromkeys(said))


def earlier_turns(asking: Asking) -> list[tuple[str, str]]:
    """Capability and words of the person's last turns in the thread, oldest first."""
    with asking.gate.viewing(asking.person) as session:
        rows = session.scalars(_last_turns(asking)).all()
    return [(wish["capability"], wish["text"]) for content in reversed(rows) for wish in content["requests"]]


def _last_turns(asking: Asking) -> Select[tuple[dict[str, Any]]]:
    """The person's turns in the thread of the last two hours, the latest first."""
    return (
        select(ThreadTurn.content)
        .join(AnswerLog, AnswerLog.event_key == ThreadTurn.event_key)
        .where(
            ThreadTurn.thread == asking.thread,
            ThreadTurn.person_id == asking.person.person_id,
            ThreadTurn.at >= asking.now - TOGETHER,
        )
        .order_by(ThreadTurn.at.desc(), ThreadTurn.id.desc())
        .limit(MOST_TURNS)
    )


def _names(text: str, mpns: tuple[str, ...]) -> bool:
    """Whether a part number, with or without the maker's letters, stands in a text."""
    said = text.casefold()
    return any(mpn.casefold().split("-", 1)[-1] in said for mpn in mpns)


def rule_for(asking: Asking, about: str) -> Source | None:
    """The passage in the reader's sight that says most about a rule, none where no document does."""
    found = asking.library.find(asking.person, about, asking.now, 1)
    return found[0].source if found else None


def supplier(asking: Asking, named: str | None, wish: str) -> OrganisationFact | Result:
    """The distributor that a reseller's request goes to, or the question which.

    Args:
        asking: the wish.
        named: a distributor that was named.
        wish: the words that a choice repeats before the distributor's name.

    Raises:
        NotPossible: when the company buys from nobody, or not from the one named.
    """
    with asking.gate.viewing(asking.person) as session:
        found = [organisation(session, key) for key in sorted(asking.person.buys_from)]
        mine = [fact for fact in found if fact is not None]
    if named is not None:
        mine = [
            fact
            for fact in mine
            if named.casefold() in {fact.key, fact.name.casefold(), fact.legal_name.casefold()}
            or fact.name.casefold().startswith(named.casefold())
        ]
    if not mine:
        raise NotPossible(
            in_words(asking, "Your company does not buy there.", "Dort kauft Ihre Firma nicht."),
            in_words(asking, "Name the distributor that supplies you.", "Nennen Sie Ihren Distributor."),
        )
    return mine[0] if len(mine) == 1 else which(asking, mine, wish)


def which(asking: Asking, among: list[OrganisationFact], wish: str) -> Result:
    """The question which organisation is meant."""
    question = in_words(asking, "Whom shall it go to?", "An wen soll es gehen?")
    return clarify(question, *(Choice(fact.name, f"{wish} {fact.name}".strip()) for fact in among))


def organisation_of(asking: Asking, key: int) -> OrganisationFact:
    """An organisation in the person's sight by its id.

    Raises:
        NotPossible: when it is not in sight (any more).
    """
    with asking.gate.viewing(asking.person) as session:
        found = organisation(session, key)
    if found is None:
        raise NotPossible(in_words(asking, "That is not possible here.", "Das ist hier nicht möglich."))
    return found


def partners(asking: Asking, kind: Kind) -> list[OrganisationFact]:
    """The organisations of a kind in the person's sight, by name."""
    with asking.gate.viewing(asking.person) as session:
        return list(organisations(session, kind))
