"""Credit lines: a reseller asks its distributor for a change, the credit controller makes one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.screens.text import money
from bot.tools.asked import asker, span, today
from bot.tools.questions import Choice, clarify, in_words
from bot.tools.request_drafting import Note, Prepared, draft, own_words, partners, supplier
from bot.tools.results import Arguments, Asking, Outcome, Result
from channel import drafts
from channel.access.gate import Gate
from channel.access.rights import Right
from channel.access.viewer import Viewer
from channel.credit import CreditFact, credit_lines
from channel.errors import NotAllowed, NotFound, NotPossible, Refusal
from channel.money import Money
from channel.parties import OrganisationFact, find_organisation, names_of, own_organisation
from channel.request_facts import Fact
from channel.requests import CREDIT
from channel.tables.parties import Kind

MORE: Final = re.compile(
    r"\b(?:raise|increase|bump|lift|extend|up|add|more|extra|additional|higher|erhöh\w*|anheb\w*|mehr|zusätzlich\w*"
    r"|rauf\w*)\b",
    re.IGNORECASE,
)
LESS: Final = re.compile(r"\b(?:lower|reduce|cut|decrease|down|senk\w*|reduzier\w*|kürz\w*|runter\w*)\b", re.IGNORECASE)
BY: Final = re.compile(
    r"\b(?:by|um|another|extra|additional|more|weitere\w*|zusätzlich\w*)\s+(?:[€£$]|eur|gbp|nok|sek|dkk|chf|kr)?\s?\d"
    r"|\d[\d.,]*\s?k?\s?"
    r"(?:eur|gbp|nok|€|£)?\s*(?:more|extra|mehr|zusätzlich)\b",
    re.IGNORECASE,
)
TO: Final = re.compile(r"\b(?:to|at|auf|zu)\s+(?:[€£$]|[a-z]{2,3})?\s?\d", re.IGNORECASE)
RELEASES: Final = re.compile(
    r"\b(?:release|unblock|unlock|lift (?:the )?hold|off hold|take .* off hold|freigeben|freigibt"
    r"|entsperr\w*|sperre aufheben)\b",
    re.IGNORECASE,
)
HOLDS: Final = re.compile(
    r"\b(?:on hold|hold|block|stop|freeze|suspend|sperr\w*|stopp\w*|einfrier\w*)\b", re.IGNORECASE
)


SOMEBODYS: Final = re.compile(r"\b([A-ZÄÖÜ][\w-]{2,})['’]s\s+(?:credit|line|limit|kredit)", re.UNICODE)
USUAL_TERMS: Final = (14, 30)
"""Days in which invoices are usually due, as a first line's choices."""


class CreditArguments(Arguments):
    """Whose line, how much, until when."""

    reseller: str | None = None
    distributor: str | None = None
    value: Decimal | None = None
    currency: str | None = None
    dates: tuple[str, ...] = ()
    period: str | None = None
    days: int | None = None


@dataclass(frozen=True)
class CreditDraft:
    """A change of a line that its credit controller is about to make."""

    key: str
    reseller: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class CreditNotice:
    """A line that was changed; `done`: the reader just made the change."""

    line: CreditFact
    done: bool


def change_credit(asking: Asking, arguments: CreditArguments) -> Result:
    """A reseller's request for a change, or a controller's change, to be confirmed; one question if something lacks.

    Raises:
        Refusal: for anybody whom the line is none of, in the same words whether there is one.
        NotAllowed: at a distributor, without the right to change credit.
    """
    if asking.person.kind is Kind.DISTRIBUTOR:
        return _control(asking, arguments)
    own = asker(asking)
    named = arguments.reseller or next(iter(SOMEBODYS.findall(asking.text)), None)
    other = named is not None and not _is_own(asking, named)
    if asking.person.kind is not Kind.RESELLER or own is None or other:
        raise Refusal(*_others(asking))
    found = supplier(asking, arguments.distributor, asking.text)
    if isinstance(found, Result):
        return found
    with asking.gate.viewing(asking.person) as session:
        known = credit_lines(session, today(asking, own), reseller_id=own.id)
    lines = [line for line in known if line.distributor == found.name]
    if not lines:
        raise NotFound(
            in_words(asking, "I see no credit line of yours there.", "Ich sehe dort keine Kreditlinie von Ihnen.")
        )
    if arguments.value is None:
        return clarify(_how_much(asking, lines[0]))
    return _request(asking, arguments, lines[0], found)


def _request(asking: Asking, arguments: CreditArguments, line: CreditFact, distributor: OrganisationFact) -> Result:
    _refuse_elsewhere(asking, arguments, line)
    wanted = _limit(asking, arguments, line)
    until = _until(arguments)
    facts = [Fact("limit_now", line.limit), Fact("used", line.exposure)]
    facts += [Fact("overdue", line.overdue)] if line.overdue.amount else []
    facts.append(Fact("limit_wanted", wanted))
    facts += [Fact("until", until)] if until else []
    prepared = Prepared(
        kind=CREDIT,
        recipient=distributor,
        facts=tuple(facts),
        words=own_words(asking, CREDIT),
        effect={"limit": str(wanted.amount), "until": until.isoformat() if until else None, "hold": None},
        notes=(Note("headroom_after", (wanted - line.exposure,)),),
    )
    return draft(asking, prepared)


def _control(asking: Asking, arguments: CreditArguments) -> Result:
    if Right.CHANGE_CREDIT not in asking.person.rights:
        raise NotAllowed(
            in_words(asking, "That is not part of your role.", "Das gehört nicht zu Ihrer Rolle."),
            in_words(asking, "Your credit controller can do it.", "Ihre Kreditabteilung kann das."),
        )
    with asking.gate.viewing(asking.person) as session:
        name = arguments.reseller or ""
        kinds = (Kind.RESELLER, Kind.PROSPECT) if name else ()
        reseller = next((found for kind in kinds if (found := find_organisation(session, name, kind))), None)
        rows = credit_lines(session, today(asking, asker(asking)), reseller_id=reseller.id if reseller else None)
    if arguments.reseller and reseller is None:
        raise Refusal(*_others(asking))
    if reseller is None:
        question = in_words(asking, "Whose credit line?", "Wessen Kreditlinie?")
        among = partners(asking, Kind.RESELLER)
        return clarify(question, *(Choice(fact.name, f"{asking.text} {fact.name}") for fact in among))
    hold = _hold(asking.text)
    if not rows:
        return _open(asking, arguments, reseller)
    if arguments.value is None and hold is None:
        return clarify(_how_much(asking, rows[0], reseller.name))
    return _made(asking, arguments, reseller, rows[0])


def _hold(words: str) -> bool | None:
    """Whether orders are to be held or released, none when neither was said."""
    if RELEASES.search(words):
        return False
    return True if HOLDS.search(words) else None


def _made(asking: Asking, arguments: CreditArguments, reseller: OrganisationFact, line: CreditFact) -> Result:
    hold = _hold(asking.text)
    facts = [Fact("reseller", reseller.name), Fact("limit_now", line.limit), Fact("used", line.exposure)]
    facts += [Fact("overdue", line.overdue)] if line.overdue.amount else []
    effect: dict[str, Any] = {"limit": None, "until": None, "hold": hold}
    if arguments.value is not None:
        _refuse_elsewhere(asking, arguments, line)
        wanted = _limit(asking, arguments, line)
        until = _until(arguments)
        effect |= {"limit": str(wanted.amount), "until": until.isoformat() if until else None}
        facts.append(Fact("limit_wanted", wanted))
        facts += [Fact("until", until)] if until else []
    if hold is not None:
        facts.append(Fact("hold", "held" if hold else "released"))
    return _saved(asking, reseller, tuple(facts), effect)


def _open(asking: Asking, arguments: CreditArguments, reseller: OrganisationFact) -> Result:
    """A first line: its amount and payment terms must be said."""
    if arguments.value is None:
        return clarify(
            in_words(
                asking,
                f"{reseller.name} has no line yet. How much?",
                f"{reseller.name} hat noch keine Linie. Wie hoch?",
            )
        )
    wanted = Money(arguments.value, arguments.currency or reseller.currency)
    if arguments.days is None:
        plain = money(wanted, asking.language)
        question = in_words(
            asking,
            f"{reseller.name} has no line yet. {plain} with which payment terms?",
            f"{reseller.name} hat noch keine Linie. {plain} mit welchem Zahlungsziel?",
        )
        english = f"set the credit line of {reseller.name} to {wanted.amount} {wanted.currency}"
        german = f"Kreditlinie von {reseller.name} auf {wanted.amount} {wanted.currency} setzen"
        wish = in_words(asking, english, german)
        labels = [in_words(asking, f"{days} days", f"{days} Tage") for days in USUAL_TERMS]
        return clarify(question, *(Choice(label, f"{wish}, {label}") for label in labels))
    facts = (
        Fact("reseller", reseller.name),
        Fact("limit_wanted", wanted),
        Fact("payment_days", arguments.days),
    )
    effect: dict[str, Any] = {"limit": str(wanted.amount), "until": None, "hold": None}
    effect |= {"currency": wanted.currency, "days": arguments.days}
    return _saved(asking, reseller, facts, effect)


def _saved(asking: Asking, reseller: OrganisationFact, facts: tuple[Fact, ...], effect: dict[str, Any]) -> Result:
    with asking.gate.acting(asking.person, Right.CHANGE_CREDIT) as action:
        key = drafts.save(action, CREDIT, asking.thread, {"reseller": reseller.id, "effect": effect})
    return Result(CreditDraft(key, reseller.name, facts), Outcome.DRAFT, draft=key)


def changed(gate: Gate, viewer: Viewer, content: dict[str, Any], *, done: bool) -> CreditNotice:
    """A changed line in the reader's sight.

    Raises:
        NotFound: when it is not in sight (any more).
    """
    with gate.viewing(viewer) as session:
        own = own_organisation(session, viewer)
        distributor = names_of(session, {content["distributor"]}).get(content["distributor"], "")
        day = _today(gate, own)
        rows = credit_lines(session, day, reseller_id=content["reseller"])
    line = next((row for row in rows if row.distributor == distributor), None)
    if line is None:
        raise NotFound("That line is out of sight.")
    return CreditNotice(line, done)


def _today(gate: Gate, own: OrganisationFact | None) -> date:
    """The day it is for an organisation."""
    return gate.now().astimezone(ZoneInfo(own.timezone if own else "UTC")).date()


def _limit(asking: Asking, arguments: CreditArguments, line: CreditFact) -> Money:
    """The line that is wanted: the amount said, or the present line more or less by it.

    Raises:
        NotPossible: when it is to be raised to less than it is.
    """
    assert arguments.value is not None
    said = Money(arguments.value, line.limit.currency)
    if LESS.search(asking.text) and BY.search(asking.text):
        return line.limit - said
    smaller = said < line.limit and MORE.search(asking.text) and not LESS.search(asking.text)
    if smaller and TO.search(asking.text) and not BY.search(asking.text):
        raise NotPossible(*_raised_to_less(asking, line.limit, said))
    return line.limit + said if BY.search(asking.text) or smaller else said


def _raised_to_less(asking: Asking, limit: Money, said: Money) -> tuple[str, str]:
    now, wanted = money(limit, asking.language), money(said, asking.language)
    return (
        in_words(
            asking, f"The line is {now} now; {wanted} is less.", f"Die Linie beträgt {now}; {wanted} ist weniger."
        ),
        in_words(
            asking,
            f"Say “raise it by {wanted}”, or “set it to {wanted}”.",
            f"Sagen Sie „um {wanted} erhöhen“ oder „auf {wanted} setzen“.",
        ),
    )


def _refuse_elsewhere(asking: Asking, arguments: CreditArguments, line: CreditFact) -> None:
    if arguments.currency and arguments.currency != line.limit.currency:
        raise Refusal(
            in_words(
                asking,
                f"The line is in {line.limit.currency}, and I do not convert currencies.",
                f"Die Linie läuft in {line.limit.currency}, und ich rechne nicht um.",
            )
        )


def _until(arguments: CreditArguments) -> date | None:
    said = next((found for text in (*arguments.dates, arguments.period or "") if (found := span(text))), None)
    return said[1] if said is not None else None


def _is_own(asking: Asking, name: str) -> bool:
    with asking.gate.viewing(asking.person) as session:
        found = find_organisation(session, name)
    return found is not None and found.id == asking.person.organisation_id


def _how_much(asking: Asking, line: CreditFact, name: str = "") -> str:
    who = f"{name}: " if name else ""
    plain = money(line.limit, asking.language)
    return in_words(
        asking,
        f"{who}The line is {plain}. What shall it be, and until when?",
        f"{who}Die Linie beträgt {plain}. Wie hoch soll sie sein, und bis wann?",
    )


def _others(asking: Asking) -> tuple[str, str]:
    return (
        in_words(
            asking,
            "Credit is a matter of the company itself and its distributor.",
            "Kredit ist Sache der Firma selbst und ihres Distributors.",
        ),
        in_words(asking, "Ask me about your own company.", "Fragen Sie nach Ihrer eigenen Firma."),
    )
