"""Doing a step of an onboarding: what its form asks, and the draft that it makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.tools.questions import in_words
from bot.tools.results import Asking, Outcome, Result
from channel import drafts
from channel.access.rights import Right
from channel.errors import BadInput, NotPossible
from channel.onboarding.states import StepKind
from channel.onboarding_status import CaseFact, TaskFact, onboarding_case

STEP: Final = "onboarding.step"
FIELDS: Final[Mapping[StepKind, tuple[str, ...]]] = {
    StepKind.COMPANY_DATA: ("register_number", "vat_number", "city"),
    StepKind.REFERENCES: ("first_reference", "second_reference"),
    StepKind.AGREEMENT: ("signer", "function"),
    StepKind.PEOPLE: ("people",),
    StepKind.TRAINING: ("certificate", "holder"),
    StepKind.SLACK: ("conversation",),
    StepKind.FIRST_ORDER: ("order",),
    StepKind.OTHER: ("note",),
}
"""What a step asks for; the kinds that are missing are decided elsewhere."""
OPTIONAL: Final = frozenset({"vat_number", "city"})
BY_OTHERS: Final = frozenset({StepKind.VETTING, StepKind.CREDIT_LINE, StepKind.AUTHORISATION})


@dataclass(frozen=True)
class StepDraft:
    """A step to be confirmed, with what is given for it by field."""

    key: str
    case: CaseFact
    step: TaskFact
    given: Mapping[str, str]


def step_of(asking: Asking, case_id: int, position: int) -> tuple[CaseFact, TaskFact]:
    """A step that can be done now, in the asker's sight.

    Raises:
        NotFound: when there is none.
        NotPossible: when it is done, rests, or waits for another.
    """
    with asking.gate.viewing(asking.person) as session:
        case = onboarding_case(session, case_id)
    step = case.step(position)
    if step.done_on is not None:
        raise NotPossible(in_words(asking, "That step is done already.", "Dieser Schritt ist schon erledigt."))
    if not case.running:
        raise NotPossible(in_words(asking, "This onboarding rests now.", "Dieses Onboarding ruht zurzeit."))
    if step.waits_for:
        blocking = ", ".join(case.step(position).named(asking.language) for position in step.waits_for)
        raise NotPossible(
            in_words(asking, f"That step waits for: {blocking}.", f"Dieser Schritt wartet auf: {blocking}.")
        )
    return case, step


def given(asking: Asking, case_id: int, position: int, values: Mapping[str, str]) -> Result:
    """The step with what is given for it, to be confirmed.

    Raises:
        NotFound, NotPossible: see `step_of`.
        BadInput: when something that it takes is missing.
    """
    case, step = step_of(asking, case_id, position)
    evidence = {name: values.get(name, "").strip() for name in FIELDS.get(step.kind, ("note",))}
    if any(not value for name, value in evidence.items() if name not in OPTIONAL):
        raise BadInput(in_words(asking, "Please fill in every field.", "Bitte füllen Sie jedes Feld aus."))
    evidence = {name: value for name, value in evidence.items() if value}
    content: dict[str, Any] = {"case": case_id, "position": position, "evidence": evidence}
    with asking.gate.acting(asking.person, Right.ASK) as action:
        key = drafts.save(action, STEP, asking.thread, content)
    return Result(StepDraft(key, case, step, evidence), Outcome.DRAFT, draft=key)
