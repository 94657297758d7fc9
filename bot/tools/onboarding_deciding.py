"""What a distributor's partner manager does with a case in words: vet, propose a line, ask the vendor, decide."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import select

from bot.tools import request_drafting
from bot.tools.onboarding_steps import STEP, StepDraft
from bot.tools.onboarding_vetting import propose, vet
from bot.tools.questions import Choice, clarify, in_words
from bot.tools.results import Arguments, Asking, Outcome, Result
from channel import drafts, requests
from channel.access.rights import Right
from channel.errors import NotFound, NotPossible
from channel.onboarding.deciding import check_allowed
from channel.onboarding.states import BEFORE_LIVE, OPEN, CaseState, Decision, StepKind
from channel.onboarding_status import CaseFact, TaskFact, onboarding_cases
from channel.parties import OrganisationFact, find_organisation, organisations
from channel.request_facts import Fact
from channel.tables.parties import Kind
from channel.tables.programmes import OnboardingCase

DECIDE: Final = "onboarding.decide"
_WORDS: Final[Mapping[Decision, re.Pattern[str]]] = {
    decision: re.compile("|".join(patterns), re.IGNORECASE)
    for decision, patterns in (
        (Decision.REOPEN, (r"\bre-?open", r"\bwieder (?:auf|er)", r"\bnochmals? auf", r"\bwiederaufnehm")),
        (
            Decision.OFF_BOARD,
            (r"\boff-?board", r"\bpart ways", r"\bend (?:the )?(?:partnership|contract|relation)", r"\bterminat",
             r"\bbeend\w*", r"\btrenn\w*", r"\bkündig\w*", r"\bverlässt uns", r"\bremove .* as (?:a )?partner"),
        ),
        (
            Decision.RESUME,
            (r"\bresum", r"\bcontinue", r"\bunpause", r"\bgo on with", r"\bfortsetz", r"\bfortführ",
             r"\bsetz\w* .*\bfort\b", r"\bweiterführ", r"\bweitermach"),
        ),
        (
            Decision.PAUSE,
            (r"\bpaus", r"\bon hold", r"\bhold off", r"\bfreeze", r"\bauf eis", r"\bruhen", r"\bstopp\w*",
             r"\bunterbrech"),
        ),
        (
            Decision.TAKE_OVER,
            (r"\btak\w+ (?:it |this |\w+ )?over", r"\bi(?:'ll| will) look after", r"\bübernehm", r"\bassign .*to me"),
        ),
        (
            Decision.REJECT,
            (r"\breject", r"\bdeclin", r"\brefus", r"\bturn .*down", r"\bablehn", r"\blehn\w* .*\bab\b", r"\babsag",
             r"\bsag\w* .*\bab\b"),
        ),
        (
            Decision.REQUEST,
            (r"\bask .*for", r"\brequest", r"\bneed (?:one|another|more|a new)",
             r"\bmore (?:information|documents|evidence)", r"\bnachforder", r"\bforder\w* .*\ban\b", r"\banforder",
             r"\bverlang", r"\bbrauch\w* noch", r"\bfehlt noch ein", r"\bnachreich"),
        ),
        (
            Decision.GO_LIVE,
            (r"\blive\b", r"\bactivat", r"\bapprov", r"\baccept", r"\btake .* on\b", r"\bfreischalt", r"\baktivier",
             r"\bannehm", r"\bgenehmig", r"\bfreigeb", r"\bnehm\w* .*\b(?:an|auf)\b", r"\baufnehm"),
        ),
    )
}  # fmt: skip
"""Words of each decision; the first that fits counts, so that "reopen" is not "open"."""
_VET: Final = re.compile(
    r"\bscreen|\bsanction|\bsanktion|\bvet(?:ting|ted)?\b|\bprüf\w*|\bbackground", re.IGNORECASE
)
_CLEARED: Final = re.compile(r"\bclear|\bfalse|\bfreigeb|\bverwechsl", re.IGNORECASE)
_LINE: Final = re.compile(r"\b(?:credit|line|limit|kredit\w*|linie|rahmen)\b", re.IGNORECASE)
_AUTHORISE: Final = re.compile(
    r"\bauthori[sz]|\bautorisi|\bfreischalt\w* .*\b(?:für|for)\b|\bactivate .* for\b|\baktivier\w* .*\bfür\b",
    re.IGNORECASE,
)
_DONE: Final = re.compile(
    r"\bsigned|\breceived|\bdone\b|\barrived|\bis in\b|\bcompleted?\b|\bok(?:ay)?\b|\bfine\b|\bgood\b|\bchecked\b"
    r"|\bmark\b"
    r"|\bunterschrieben|\berhalten|\berledigt|\bliegt vor|\bda\b|\bgut\b|\babgehakt|\bhak\w* .*\bab\b|\bin ordnung",
    re.IGNORECASE,
)
_STEPS: Final[Mapping[StepKind, re.Pattern[str]]] = {
    kind: re.compile(pattern, re.IGNORECASE)
    for kind, pattern in (
        (StepKind.REFERENCES, r"\breferen[cz]"),
        (StepKind.AGREEMENT, r"\bagreement|\bcontract|\bvertrag|\bvereinbarung"),
        (StepKind.COMPANY_DATA, r"\bcompany data|\bregister|\bfirmendaten|\bcompany details"),
        (StepKind.PEOPLE, r"\bpeople\b|\broles\b|\bpersonen\b|\brollen\b|\busers\b"),
        (StepKind.TRAINING, r"\btraining|\bcertificat|\bzertifikat|\bschulung"),
        (StepKind.SLACK, r"\bslack\b"),
        (StepKind.FIRST_ORDER, r"\bfirst order|\berste bestellung"),
    )
}
_WHY: Final = re.compile(
    r"\b(?:because|since|as|reason(?: is)?|weil|da|wegen|grund(?: ist)?|denn)\b:?\s+(?P<why>.{3,300})$"
    r"|[,;:–-]\s+(?P<tail>[^,;:]{6,300})$",
    re.IGNORECASE | re.DOTALL,
)
_TELL: Final = re.compile(
    r"\b(?:tell (?:them|him|her)|sag(?:e|en sie)? ihnen|write|schreib\w*)\b:?\s+(?P<told>.{3,300})$", re.IGNORECASE
)


class DecideArguments(Arguments):
    """About whom, and an amount if one was said."""

    reseller: str | None = None
    decision: str | None = None
    line: str | None = None
    vendor: str | None = None
    value: Decimal | None = None
    currency: str | None = None


@dataclass(frozen=True)
class CaseDecisionDraft:
    """A decision to be confirmed: what the company reads (`reason`), and what stays with the distributor.

    `case` is none for a partner that was taken on before there were cases; `open_deals` counts what it leaves behind.
    """

    key: str
    decision: Decision
    company: str
    case: CaseFact | None
    reason: str
    internal: str
    step: TaskFact | None = None


def decide(asking: Asking, arguments: DecideArguments) -> Result:
    """What the words do with a case, to be confirmed.

    Raises:
        NotFound: when there is no such case in sight.
        NotPossible: when its state does not allow it.
    """
    text = asking.text
    decision = _decision(text, arguments)
    with asking.gate.viewing(asking.person) as session:
        cases = onboarding_cases(session, arguments.reseller)
        partner = find_organisation(session, arguments.reseller, Kind.RESELLER) if arguments.reseller else None
    if decision is Decision.OFF_BOARD and partner is not None and not cases:
        return decision_on(asking, None, decision, partner=partner, internal=_why(text))
    case = _meant(cases)
    return _which(asking, cases) if case is None else _on_case(asking, case, decision, arguments)


def _on_case(asking: Asking, case: CaseFact, decision: Decision | None, arguments: DecideArguments) -> Result:
    """What the words do with this case: a line, vetting, a step, the vendor; else a decision."""
    text, step = asking.text, _step_named(case, asking.text)
    approves = decision in {None, Decision.GO_LIVE}
    if arguments.value is not None and _LINE.search(text):
        return propose(asking, case, arguments.value, arguments.currency)
    if _VET.search(text) and decision not in {Decision.REJECT, Decision.PAUSE, Decision.OFF_BOARD}:
        return vet(asking, case, cleared=_CLEARED.search(text) is not None)
    if step is not None and approves and _DONE.search(text):
        return noted(asking, case, step)
    if _AUTHORISE.search(text) and (approves or decision is Decision.REQUEST):
        return authorise(asking, case)
    return _what(asking, case) if decision is None else _worded(asking, case, decision, step)


def _worded(asking: Asking, case: CaseFact, decision: Decision, step: TaskFact | None) -> Result:
    """A decision with what the words say for the company, and what stays inside."""
    text = asking.text
    told = _TELL.search(text)
    internal = "" if told or decision is Decision.REQUEST else _why(text)
    reason = told["told"].strip() if told else text.strip() if decision is Decision.REQUEST else ""
    return decision_on(asking, case, decision, reason=reason, internal=internal, step=step)


def decision_on(
    asking: Asking,
    case: CaseFact | None,
    decision: Decision,
    *,
    reason: str = "",
    internal: str = "",
    step: TaskFact | None = None,
    partner: OrganisationFact | None = None,
) -> Result:
    """A decision to be confirmed; what is missing before going live is said instead.

    Raises:
        NotPossible: when the state does not allow it.
    """
    if case is not None:
        if decision is Decision.GO_LIVE and case.state is CaseState.APPLIED:
            decision = Decision.ACCEPT
        check_allowed(decision, case.state)
        missing = [task for task in case.open if task.kind in BEFORE_LIVE]
        if decision is Decision.GO_LIVE and missing:
            return _not_yet(asking, case, missing)
    content: dict[str, Any] = {
        "case": case.id if case else None,
        "reseller": partner.id if partner else None,
        "decision": str(decision),
        "reason": reason,
        "internal": internal,
        "position": step.position if step else None,
    }
    with asking.gate.acting(asking.person, Right.ONBOARD) as action:
        key = drafts.save(action, DECIDE, asking.thread, content)
    company = case.prospect if case else partner.name if partner else ""
    return Result(CaseDecisionDraft(key, decision, company, case, reason, internal, step), Outcome.DRAFT, draft=key)


def noted(asking: Asking, case: CaseFact, step: TaskFact) -> Result:
    """A step of the company that reached the distributor another way, to be marked as done.

    Raises:
        NotPossible: when it is done already or waits.
    """
    if step.done_on is not None:
        raise NotPossible(in_words(asking, "That step is done already.", "Dieser Schritt ist schon erledigt."))
    evidence = {"note": asking.text.strip()[:300]}
    content = {"case": case.id, "position": step.position, "evidence": evidence}
    with asking.gate.acting(asking.person, Right.ONBOARD) as action:
        key = drafts.save(action, STEP, asking.thread, content)
    return Result(StepDraft(key, case, step, evidence), Outcome.DRAFT, draft=key)


def authorise(asking: Asking, case: CaseFact) -> Result:
    """A request to a vendor to let the company sell its lines, to be confirmed.

    Raises:
        NotPossible: when the step waits, is done, or the case names no line.
    """
    step = next((task for task in case.tasks if task.kind is StepKind.AUTHORISATION), None)
    if step is not None and step.waits_for:
        waits = ", ".join(case.step(position).named(asking.language) for position in step.waits_for)
        raise NotPossible(
            in_words(
                asking,
                f"Before I ask the vendor to authorise {case.prospect}, this must be done: {waits}.",
                f"Bevor ich den Hersteller um die Autorisierung von {case.prospect} bitte, fehlt noch: {waits}.",
            )
        )
    with asking.gate.viewing(asking.person) as session:
        row = session.scalars(select(OnboardingCase).where(OnboardingCase.id == case.id)).one()
        vendors = {fact.key: fact for fact in organisations(session, Kind.VENDOR)}
    by_vendor: dict[str, list[str]] = {}
    for name in row.lines:
        by_vendor.setdefault(name.partition("/")[0], []).append(name)
    key = next((vendor for vendor in by_vendor if vendor in vendors), None)
    if key is None:
        raise NotPossible(
            in_words(asking, "This onboarding names no line yet.", "Dieses Onboarding nennt noch keine Linie.")
        )
    lines = by_vendor[key]
    facts = (
        Fact("company", case.prospect),
        Fact("lines", ", ".join(name.partition("/")[2] for name in lines)),
        Fact("territory", case.territory),
    )
    return request_drafting.draft(
        asking,
        request_drafting.Prepared(
            kind=requests.AUTHORISATION,
            recipient=vendors[key],
            facts=facts,
            words="",
            vendor=vendors[key].id,
            subject=f"onboarding {case.id} {key}",
            effect={"case": case.id, "lines": lines},
        ),
    )


def _decision(text: str, arguments: DecideArguments) -> Decision | None:
    found = next((decision for decision, words in _WORDS.items() if words.search(text)), None)
    said = {"approve": Decision.GO_LIVE, "reject": Decision.REJECT}.get(arguments.decision or "")
    return found or said


def _why(text: str) -> str:
    found = _WHY.search(text)
    return (found["why"] or found["tail"] or "").strip() if found else ""


def _step_named(case: CaseFact, text: str) -> TaskFact | None:
    return next(
        (task for task in case.tasks if (words := _STEPS.get(task.kind)) is not None and words.search(text)), None
    )


def _meant(cases: tuple[CaseFact, ...]) -> CaseFact | None:
    going_on = [case for case in cases if case.state in OPEN] or list(cases)
    return going_on[0] if len(going_on) == 1 else None


def _which(asking: Asking, cases: tuple[CaseFact, ...]) -> Result:
    if not cases:
        raise NotFound(
            in_words(
                asking, "I see no onboarding that I can show you.", "Ich sehe kein Onboarding, das ich zeigen kann."
            ),
            in_words(asking, "Invite a company first.", "Laden Sie zuerst eine Firma ein."),
        )
    choices = tuple(Choice(case.prospect, f"{asking.text} ({case.prospect})") for case in cases)
    return clarify(in_words(asking, "Which company do you mean?", "Welche Firma meinen Sie?"), *choices)


def _what(asking: Asking, case: CaseFact) -> Result:
    name = case.prospect
    return clarify(
        in_words(asking, f"What shall I do with the onboarding of {name}?", f"Was soll mit {name} geschehen?"),
        Choice(in_words(asking, "Show it", "Zeigen"), in_words(asking, f"onboarding of {name}", f"Onboarding {name}")),
        Choice(
            in_words(asking, "Go live", "Freischalten"),
            in_words(asking, f"let {name} go live", f"{name} freischalten"),
        ),
        Choice(in_words(asking, "Pause", "Pausieren"), in_words(asking, f"pause {name}", f"{name} pausieren")),
    )


def _not_yet(asking: Asking, case: CaseFact, missing: list[TaskFact]) -> Result:
    name = case.prospect
    steps = ", ".join(task.named(asking.language) for task in missing)
    choices = [
        Choice(
            in_words(asking, "Show all steps", "Alle Schritte"),
            in_words(asking, f"onboarding of {name}", f"Onboarding {name}"),
        )
    ]
    if any(task.kind is StepKind.AUTHORISATION and not task.waits_for for task in missing):
        choices.append(
            Choice(
                in_words(asking, "Ask the vendor", "Hersteller fragen"),
                in_words(asking, f"authorise {name}", f"{name} autorisieren"),
            )
        )
    if any(task.kind is StepKind.VETTING and not task.waits_for for task in missing):
        choices.append(
            Choice(in_words(asking, "Screen now", "Jetzt prüfen"), in_words(asking, f"screen {name}", f"{name} prüfen"))
        )
    return clarify(
        in_words(
            asking,
            f"{name} cannot go live yet. Still to do: {steps}.",
            f"{name} kann noch nicht starten. Noch zu tun: {steps}.",
        ),
        *choices,
    )
