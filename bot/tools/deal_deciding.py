"""Beside the decision itself: a question to the reseller and its answer, other terms, and who decides while away."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import select

from bot.tools.asked import asker, span, today
from bot.tools.deal_words import DealArguments
from bot.tools.questions import clarify, in_words
from bot.tools.results import Asking, Outcome, Result, Tool
from channel import drafts
from channel.access.gate import Gate
from channel.access.rights import Right
from channel.access.viewer import Viewer
from channel.deals import absences, asking, reading
from channel.deals.absences import Away
from channel.deals.views import RegistrationView
from channel.errors import NotPossible
from channel.parties import organisations
from channel.tables.deals import Registration
from channel.tables.deciding import RegistrationQuestion
from channel.tables.parties import Kind, Person, PersonRight

ASK, ANSWER, AWAY, BACK = "deal.ask", "deal.answer", "deal.away", "deal.back"
NUMBER: Final = re.compile(r"\bDR-\d{4}-\d{4,}\b", re.IGNORECASE)
AWAY_SAID: Final = re.compile(
    r"\b(?:i am|i'm|i’m|i will be|i'll be|ich bin)\b.{0,40}?\b(?:away|off|out of (?:the )?office"
    r"|on (?:vacation|holiday|leave)|abwesend|im urlaub|weg|nicht (?:da|im büro)|verreist)\b",
    re.IGNORECASE,
)
BACK_SAID: Final = re.compile(
    r"\b(?:i am|i'm|i’m|ich bin)\b.{0,20}?\b(?:back|wieder (?:da|zurück|im büro|hier)|zurück)\b", re.IGNORECASE
)
ASKING_SAID: Final = re.compile(
    r"^(?:please |bitte )?(?:ask\b|question (?:on|about|to|for)\b|rückfrage\b"
    r"|frage? (?:an|zu|den|bei|zum)\b|frag(?:en sie)?\b)",
    re.IGNORECASE,
)
ANSWER_SAID: Final = re.compile(
    r"^(?:my |our |meine |unsere )?(?:answer|reply|antwort)\b.*?DR-\d{4}-\d{4,}\s*[:,–-]?\s*(?P<said>.+)$",
    re.IGNORECASE | re.DOTALL,
)
PRICE: Final = re.compile(
    r"(?:(?:EUR|GBP|CHF|NOK|SEK|DKK|€|£)\s?(?P<a>\d[\d.,' ]*\d|\d)|(?P<b>\d[\d.,']*)\s?(?:EUR|GBP|CHF|NOK|SEK|DKK|€|£))"
    r"(?:\s?(?:each|per unit|a unit|apiece|je stück|pro stück|das stück|je))?",
    re.IGNORECASE,
)
UNITS: Final = re.compile(r"\b(?P<count>\d{1,5})\s?(?:units?|pieces?|stück|st\.|×|x)(?=\W|$)", re.IGNORECASE)
MPN_SAID: Final = re.compile(r"\b[A-Z]{2,4}-[A-Z0-9-]{2,}\b")
CENTS: Final = re.compile(r"[.,](\d{2})$")
ENDING_AT: Final = re.compile(r"^[\s,:;–-]+|[\s]+$")
FIELDS: Final[Mapping[str, str]] = {"ask": "words", "answer": "words", "grant": "prices"}
"""The forms of this room, each with the field where a refusal is shown."""


@dataclass(frozen=True)
class QuestionDraft:
    """A question to a reseller, or (`answers`) its answer, to be confirmed."""

    key: str
    registration: RegistrationView
    words: str
    answers: str | None = None


@dataclass(frozen=True)
class QuestionNotice:
    """A question that waits for the reader's answer, or (`answer`) what came back; `done`: the reader just did it."""

    registration: RegistrationView
    question: str
    asker: str
    answer: str | None
    done: bool = False


@dataclass(frozen=True)
class AwayDraft:
    """An absence to be confirmed; none until when it is taken back."""

    key: str
    delegate: str
    until: date | None


@dataclass(frozen=True)
class AwayNotice:
    """An absence as it stands; `mine`: the reader's own."""

    away: Away
    mine: bool


def concerns(capability: str, slots: object, wish: Asking) -> Tool | None:
    """The tool of this room that the words mean, none when they mean something else."""
    person, text = wish.person, wish.text.strip()
    decides = Right.DECIDE_DEALS in person.rights and person.kind in {Kind.DISTRIBUTOR, Kind.VENDOR}
    if NUMBER.search(text):
        if decides and ASKING_SAID.search(text) and _after_number(text):
            return TOOLS[ASK]
        if person.kind is Kind.RESELLER and Right.REGISTER_DEALS in person.rights and ANSWER_SAID.search(text):
            return TOOLS[ANSWER]
        return None
    dated = bool(getattr(slots, "dates", ()) or getattr(slots, "period", None))
    if decides and AWAY_SAID.search(text) and (dated or capability == "people.manage"):
        return TOOLS[AWAY]
    if decides and BACK_SAID.search(text) and capability != "deal.decide":
        return TOOLS[BACK]
    return None


def ask(wish: Asking, _arguments: DealArguments) -> Result:
    """A draft of a question to the reseller of the registration named."""
    found = NUMBER.search(wish.text)
    assert found is not None
    return asked(wish, found[0].upper(), _after_number(wish.text))


def asked(wish: Asking, number: str, words: str) -> Result:
    """A draft of a question.

    Raises:
        NotFound: if the registration is not in sight.
        NotPossible: without words.
    """
    if not words.strip():
        raise NotPossible(in_words(wish, "Write your question.", "Schreiben Sie Ihre Frage."))
    with wish.gate.viewing(wish.person) as session:
        view = reading.registration(session, number, wish.now)
    with wish.gate.acting(wish.person, Right.DECIDE_DEALS) as action:
        key = drafts.save(action, ASK, wish.thread, {"number": number, "question": words.strip()})
    return Result(QuestionDraft(key, view, words.strip()), Outcome.DRAFT, listed=(number,), draft=key)


def answer(wish: Asking, _arguments: DealArguments) -> Result:
    """A draft of an answer to the question about the registration named."""
    found, said = NUMBER.search(wish.text), ANSWER_SAID.search(wish.text.strip())
    assert found is not None
    assert said is not None
    return answered(wish, found[0].upper(), said["said"])


def answered(wish: Asking, number: str, words: str) -> Result:
    """A draft of an answer.

    Raises:
        NotFound: if the registration is not in sight.
        NotPossible: without words, or when no question waits.
    """
    with wish.gate.viewing(wish.person) as session:
        view = reading.registration(session, number, wish.now)
        open_ones = session.execute(_questions(number).where(RegistrationQuestion.answer.is_(None))).first()
    if open_ones is None or not words.strip():
        raise NotPossible(
            in_words(
                wish, f"No question about {number} waits for an answer.", f"Zu {number} wartet keine Frage auf Antwort."
            )
        )
    with wish.gate.acting(wish.person, Right.REGISTER_DEALS) as action:
        key = drafts.save(action, ANSWER, wish.thread, {"number": number, "answer": words.strip()})
    draft = QuestionDraft(key, view, words.strip(), open_ones.question)
    return Result(draft, Outcome.DRAFT, listed=(number,), draft=key)


def away(wish: Asking, arguments: DealArguments) -> Result:
    """A draft of an absence: until when, and who decides; asks for what was not said."""
    spans = [found for text in (*arguments.dates, *filter(None, [arguments.period])) if (found := span(text))]
    colleagues = _colleagues(wish)
    named = [person for person in colleagues if re.search(rf"\b{re.escape(person[1].split()[0])}\b", wish.text)]
    if not spans:
        return clarify(in_words(wish, "Until which day are you away?", "Bis zu welchem Tag sind Sie weg?"))
    if len(named) != 1:
        names = ", ".join(name for _, name in colleagues) or "–"
        raise NotPossible(
            in_words(wish, "Who decides for you meanwhile?", "Wer entscheidet so lange für Sie?"),
            in_words(wish, f"It can be: {names}.", f"Möglich sind: {names}."),
        )
    until = spans[-1][1]
    if until < today(wish, asker(wish)):
        raise NotPossible(in_words(wish, "That day is over.", "Dieser Tag ist vorbei."))
    content = {"delegate": named[0][0], "until": until.isoformat()}
    with wish.gate.acting(wish.person, Right.DECIDE_DEALS) as action:
        key = drafts.save(action, AWAY, wish.thread, content)
    return Result(AwayDraft(key, named[0][1], until), Outcome.DRAFT, draft=key)


def back(wish: Asking, _arguments: DealArguments) -> Result:
    """A draft of deciding oneself again."""
    with wish.gate.viewing(wish.person) as session:
        found = absences.current(session, wish.person, today(wish, asker(wish)))
    if found is None:
        raise NotPossible(in_words(wish, "You are not away.", "Sie sind nicht als abwesend eingetragen."))
    with wish.gate.acting(wish.person, Right.DECIDE_DEALS) as action:
        key = drafts.save(action, BACK, wish.thread, {})
    return Result(AwayDraft(key, found.delegate, None), Outcome.DRAFT, draft=key)


def terms_said(text: str, arguments: DealArguments, view: RegistrationView) -> dict[str, Any]:
    """What words give instead of what was asked for: `prices` and `units` by part number, `until`; plain values.

    A figure belongs to the product named, or to the only one.
    """
    plain = NUMBER.sub(" ", text)
    mpns = [line.mpn for line in view.lines]
    named = [mpn for mpn in (arguments.mpns or tuple(MPN_SAID.findall(plain))) if mpn in mpns]
    subject = named[0] if len(named) == 1 else mpns[0] if len(mpns) == 1 else None
    found: dict[str, Any] = {}
    price, units = PRICE.search(plain), UNITS.search(plain)
    if price and subject:
        found["prices"] = {subject: str(amount_of(price["a"] or price["b"]))}
    if units and subject:
        found["units"] = {subject: int(units["count"])}
    spans = [day for said in arguments.dates if (day := span(said))]
    if spans:
        found["until"] = spans[-1][1].isoformat()
    return found


def amount_of(text: str) -> Decimal:
    """An amount in either language's writing."""
    cents = CENTS.search(text.strip())
    whole = re.sub(r"\D", "", text[: cents.start()] if cents else text)
    return Decimal(f"{whole}.{cents[1] if cents else '00'}")


def told(gate: Gate, viewer: Viewer, content: dict[str, Any]) -> QuestionNotice:
    """A question, with its answer if there is one, in the reader's sight."""
    return _notice(gate, viewer, content, done=False)


def done(gate: Gate, viewer: Viewer, content: dict[str, Any]) -> QuestionNotice:
    """The same for who just asked or answered."""
    return _notice(gate, viewer, content, done=True)


def absent(gate: Gate, viewer: Viewer, content: dict[str, Any]) -> AwayNotice:
    """An absence, in the reader's sight."""
    with gate.viewing(viewer) as session:
        found = absences.absence(session, content["id"])
    return AwayNotice(found, found.person == viewer.name)


def _notice(gate: Gate, viewer: Viewer, content: dict[str, Any], *, done: bool) -> QuestionNotice:
    with gate.viewing(viewer) as session:
        view = reading.registration(session, content["number"], gate.now())
        row = session.execute(
            _questions(content["number"]).where(RegistrationQuestion.id == content["question"])
        ).one()
        names = {fact.id: fact.name for fact in organisations(session)}
    return QuestionNotice(view, row.question, names.get(row.organisation_id, ""), row.answer, done)


def _questions(number: str) -> Any:  # noqa: ANN401 - a statement to be narrowed
    return (
        select(RegistrationQuestion.question, RegistrationQuestion.answer, RegistrationQuestion.organisation_id)
        .join(Registration, Registration.id == RegistrationQuestion.registration_id)
        .where(Registration.number == number)
        .order_by(RegistrationQuestion.id)
    )


def _after_number(text: str) -> str:
    """The words after the registration's number."""
    found = NUMBER.search(text)
    return ENDING_AT.sub("", text[found.end() :]) if found else ""


def _colleagues(wish: Asking) -> list[tuple[int, str]]:
    """Who else of the own organisation may decide."""
    with wish.gate.viewing(wish.person) as session:
        rows = session.execute(
            select(Person.id, Person.name)
            .join(PersonRight, PersonRight.person_id == Person.id)
            .where(
                Person.organisation_id == wish.person.organisation_id,
                Person.id != wish.person.person_id,
                Person.active.is_(True),
                PersonRight.right == Right.DECIDE_DEALS,
            )
            .order_by(Person.name)
        ).all()
    return [(row.id, row.name) for row in rows]


TOOLS: Final = {
    ASK: Tool(ASK, DealArguments, Right.DECIDE_DEALS, ask, drafts=True),
    ANSWER: Tool(ANSWER, DealArguments, Right.REGISTER_DEALS, answer, drafts=True),
    AWAY: Tool(AWAY, DealArguments, Right.DECIDE_DEALS, away, drafts=True),
    BACK: Tool(BACK, DealArguments, Right.DECIDE_DEALS, back, drafts=True),
}
NOTICES: Final = {asking.ASKED: told, asking.ANSWERED: told, "person.delegate": absent}
