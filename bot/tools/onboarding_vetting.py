"""Vetting a company: its screening as a draft that stays with those who onboard, and a credit line proposed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import select

from bot.tools.questions import in_words
from bot.tools.results import Asking, Outcome, Result
from channel import drafts
from channel.access.rights import Right
from channel.errors import NotPossible
from channel.money import Money
from channel.onboarding.states import StepKind
from channel.onboarding_status import CaseFact
from channel.parties import organisation
from channel.tables.parties import Organisation, Person
from integrations.screening import ListScreening, Screened, Subject

VET: Final = "onboarding.vet"
PROPOSE: Final = "onboarding.propose"


@dataclass(frozen=True)
class VettingDraft:
    """What screening found, to be kept. `passed`: the step is done with it; `cleared`: in spite of hits."""

    key: str
    case: CaseFact
    screened: Screened
    passed: bool
    cleared: bool


@dataclass(frozen=True)
class ProposalDraft:
    """A credit line to be proposed to the credit controllers."""

    key: str
    case: CaseFact
    amount: Money


def vet(asking: Asking, case: CaseFact, *, cleared: bool = False) -> Result:
    """Screen a company and its people; what was found, to be confirmed.

    Raises:
        NotPossible: when there is nothing to vet now.
        Unavailable: when the list does not answer.
    """
    step = next((task for task in case.tasks if task.kind is StepKind.VETTING), None)
    if step is not None and step.done_on is not None:
        raise NotPossible(
            in_words(asking, f"{case.prospect} is vetted already.", f"{case.prospect} ist schon geprüft."),
            in_words(asking, "Ask for its onboarding to see what is open.", "Das Onboarding zeigt, was offen ist."),
        )
    if step is not None and step.waits_for:
        waits = ", ".join(case.step(position).named(asking.language) for position in step.waits_for)
        raise NotPossible(
            in_words(
                asking,
                f"Before {case.prospect} is vetted, this must be done: {waits}.",
                f"Bevor {case.prospect} geprüft wird, fehlt noch: {waits}.",
            )
        )
    with asking.gate.viewing(asking.person) as session:
        house = session.scalars(select(Organisation).where(Organisation.id == case.prospect_id)).one()
        people = session.scalars(select(Person.name).where(Person.organisation_id == case.prospect_id)).all()
    screened = ListScreening().check(Subject(house.legal_name, house.country, tuple(people)))
    passed = not screened.hits or cleared
    content: dict[str, Any] = {
        "case": case.id,
        "findings": findings_of(screened, asking, cleared=cleared),
        "passed": passed,
    }
    with asking.gate.acting(asking.person, Right.ONBOARD) as action:
        key = drafts.save(action, VET, asking.thread, content)
    draft = VettingDraft(key, case, screened, passed, cleared and bool(screened.hits))
    return Result(draft, Outcome.DRAFT, draft=key)


def propose(asking: Asking, case: CaseFact, value: Decimal, currency: str | None) -> Result:
    """A credit line to be proposed to those who may set it.

    Raises:
        NotFound: when the case is out of sight.
    """
    with asking.gate.viewing(asking.person) as session:
        house = organisation(session, case.prospect_id)
    amount = Money(value, currency or (house.currency if house else "EUR"))
    content = {"case": case.id, "amount": str(amount.amount), "currency": amount.currency}
    with asking.gate.acting(asking.person, Right.ONBOARD) as action:
        key = drafts.save(action, PROPOSE, asking.thread, content)
    return Result(ProposalDraft(key, case, amount), Outcome.DRAFT, draft=key)


def findings_of(screened: Screened, asking: Asking, *, cleared: bool) -> list[str]:
    """What is kept of a screening, in the words of who asked for it."""
    day = asking.now.date().isoformat()
    if not screened.hits:
        return [
            in_words(
                asking,
                f"No match on {screened.source} of {screened.list_date} (checked {day}).",
                f"Kein Treffer auf {screened.source} vom {screened.list_date} (geprüft {day}).",
            )
        ]
    found = [
        in_words(
            asking,
            f"{hit.name} is like “{hit.listed_as}” on {hit.source} ({hit.score} of 100, checked {day}).",
            f"{hit.name} ähnelt „{hit.listed_as}“ auf {hit.source} ({hit.score} von 100, geprüft {day}).",
        )
        for hit in screened.hits
    ]
    if cleared:
        found.append(
            in_words(
                asking,
                f"Cleared by hand: {asking.text.strip()[:200]}",
                f"Von Hand freigegeben: {asking.text.strip()[:200]}",
            )
        )
    return found
