"""A vendor changes its rules of engagement in words: now and then, and for whom, before it is confirmed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.tools.asked import ProductArguments, asker, span, today
from bot.tools.questions import clarify, in_words
from bot.tools.results import Asking, Outcome, Result, Tool
from channel import drafts, policy_changes
from channel.access.gate import Action, Gate
from channel.access.rights import Right
from channel.access.viewer import Viewer
from channel.policy import policy_for
from channel.policy_changes import PolicyChange
from channel.tables.parties import Kind, Line

CHANGE: Final = "policy.change"
NEVER: Final = frozenset({"refuse", "deal.decide", "deal.conflict", "kpi.report", "price.quote"})
"""As what words about a rule are not understood."""
UNDATED: Final = frozenset(
    {"knowledge.replace", "knowledge.suggest", "knowledge.publish", "knowledge.ask", "deal.extend"}
)
"""As what they may be understood though they name no day."""
ELSEWHERE: Final = re.compile(
    r"\?|\b(?:document|guide|page|dokument|leitfaden|seite|handbuch|datasheet|everywhere|überall|DR-?\d|preisliste)\b",
    re.IGNORECASE,
)
NUMBER: Final = r"(\d{1,6}|one|two|three|ein|eine|zwei|drei)"
BETWEEN: Final = r"[^.;\d]{0,30}?"
DAYS: Final = rf"{NUMBER} (?:calendar |kalender)?(?:days?|tage[n]?)"
WORKING: Final = rf"{NUMBER} (?:business |working |werk|arbeits)(?:days?|tage[n]?)"
AMOUNT: Final = r"((?:[A-Z]{3}|€|£) ?\d[\d.,' ]*|\d[\d.,' ]*(?:k|TEUR)? ?(?:[A-Z]{3}|€|£|euros?))"
WORDS_OF_NUMBERS: Final = {"one": 1, "ein": 1, "eine": 1, "two": 2, "zwei": 2, "three": 3, "drei": 3}


def _either(words: str, value: str) -> str:
    return rf"(?:{words}){BETWEEN}{value}|{value}{BETWEEN}(?:{words})"


RULES: Final[tuple[tuple[str, str], ...]] = (
    ("grace_days", _either(r"grace|karenz|nachfrist", DAYS)),
    ("extension_days", _either(r"extensions?|verlängerung(?:en)?", DAYS)),
    ("action_required_days", _either(r"complet\w+|ergänz\w+|nachreich\w+", DAYS)),
    ("appeal_business_days", _either(r"appeals?|einspruch\w*", f"(?:{WORKING}|{DAYS})")),
    ("decision_business_days", _either(r"decisions?|decide|entscheid\w*", f"(?:{WORKING}|{DAYS})")),
    ("delivery_after_expiry_days", _either(r"deliver\w*|liefer\w*", DAYS)),
    ("splitting_days", _either(r"splitting|aufteil\w*|stückel\w*", DAYS)),
    ("revoke_if_inactive_days", _either(r"inactiv\w*|inaktiv\w*|untätig\w*", DAYS)),
    ("protection_days", _either(r"protect\w*|schutz\w*|geschützt", DAYS)),
    (
        "extension_max_count",
        _either(r"allow\w*|at most|up to|höchstens|bis zu|erlaub\w*", rf"{NUMBER} (?:extensions?|verlängerung(?:en)?)"),
    ),
    ("minimum_units", _either(r"at least|minimum|mindest\w*", rf"{NUMBER} (?:units?|pieces?|stück)")),
    ("max_open_registrations", _either(r"at most|max\w*|up to|höchstens", rf"{NUMBER} (?:open|offene) \w+")),
    ("minimum_value", _either(r"minimum(?: deal)?(?: size| value)?|mindest(?:größe|wert|volumen|umsatz)", AMOUNT)),
    (
        "evidence_required",
        _either(
            r"require\w*|need\w*|verlang\w*|brauch\w*|nötig",
            rf"{NUMBER} (?:dated )?(?:evidence|proofs?|nachweise?|files?|dateien?)",
        ),
    ),
)
"""The parameters that words can change, and how they are said; the first that fits is meant."""


class PolicyArguments(ProductArguments):
    """What is said of rules beside the words themselves."""


@dataclass(frozen=True)
class PolicyDraft:
    """A change of rules to be confirmed."""

    key: str
    change: PolicyChange


@dataclass(frozen=True)
class PolicyChanged:
    """A change of rules that was confirmed; `keeping` registrations keep the rules they were judged by."""

    programme: str
    valid_from: date
    keeping: int


def concerns(capability: str, slots: object, asking: Asking) -> bool:
    """Do a vendor's words change a rule of its programme, and no document and no deal?"""
    able = asking.person.kind is Kind.VENDOR and Right.DECIDE_DEALS in asking.person.rights
    if not able or capability in NEVER or ELSEWHERE.search(asking.text):
        return False
    dated = bool(getattr(slots, "dates", ()) or getattr(slots, "period", None))
    return (dated or capability in UNDATED) and bool(changes_in(asking.text))


def changes_in(text: str) -> dict[str, Any]:
    """The parameters that words change, with their new values."""
    for name, pattern in RULES:
        found = re.search(pattern, text, re.IGNORECASE)
        if found:
            said = next(part for part in found.groups() if part)
            return {name: _amount(said) if name == "minimum_value" else _count(said)}
    return {}


def propose(asking: Asking, arguments: PolicyArguments) -> Result:
    """A draft of the changed rules, or the question from when on.

    Raises:
        BadInput: for a day in the past, or a value that cannot be.
        NotPossible: if there is nothing to change.
    """
    spans = [found for text in (*arguments.dates, *filter(None, [arguments.period])) if (found := span(text))]
    day = today(asking, asker(asking))
    starts = [first for first, _ in spans if first > day]
    if not starts:
        return clarify(
            in_words(
                asking,
                "From which day on? Say it with the change, such as “from 1 January”.",
                "Ab welchem Tag? Bitte zusammen mit der Änderung, etwa „ab 1. Januar“.",
            )
        )
    changes = changes_in(asking.text)
    with asking.gate.viewing(asking.person) as session:
        line = None
        if arguments.line:
            line = session.scalar(
                select(Line.id).where(Line.name == arguments.line, Line.vendor_id == asking.person.organisation_id)
            )
        if "minimum_value" in changes:
            changes = {"minimum_value": _with_other_currencies(session, asking, line, changes["minimum_value"])}
        plan = policy_changes.planned(
            session, asking.person.organisation_id or 0, line, changes, starts[0], day
        )
    content = {"line": line, "changes": changes, "valid_from": starts[0].isoformat()}
    with asking.gate.acting(asking.person, Right.DECIDE_DEALS) as action:
        key = drafts.save(action, CHANGE, asking.thread, content)
    return Result(PolicyDraft(key, plan), Outcome.DRAFT, draft=key)


def perform(action: Action, content: dict[str, Any]) -> dict[str, Any]:
    """Let a confirmed change of rules take effect."""
    return policy_changes.change(action, content)


def changed(_gate: Gate, _viewer: Viewer, outcome: dict[str, Any]) -> PolicyChanged:
    """What a confirmed change came to."""
    return PolicyChanged(outcome["programme"], date.fromisoformat(outcome["valid_from"]), outcome["keeping"])


def _with_other_currencies(session: Session, asking: Asking, line: int | None, said: dict[str, str]) -> dict[str, str]:
    """The minimums of the rules with the one that was said; the other currencies stay."""
    rules = policy_for(session, asking.person.organisation_id or 0, None, line, today(asking, asker(asking))).rules
    return {**{currency: str(amount) for currency, amount in rules.minimum_value.items()}, **said}


def _count(text: str) -> int:
    word = text.casefold()
    return WORDS_OF_NUMBERS[word] if word in WORDS_OF_NUMBERS else int(word)


def _amount(text: str) -> dict[str, str]:
    currency = "GBP" if "£" in text else next(iter(re.findall(r"\b[A-Z]{3}\b", text)), "EUR")
    times = 1000 if re.search(r"\d ?(?:k|TEUR)\b", text) else 1
    figures = re.sub(r"[.,]\d{2}(?!\d)", "", text)
    return {currency: str(int(re.sub(r"\D", "", figures)) * times)}


TOOL: Final = Tool(CHANGE, PolicyArguments, Right.DECIDE_DEALS, propose, drafts=True)
