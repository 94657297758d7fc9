"""What can be done next with a registration: at most three buttons and a menu, and terms put into words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal

from bot.screens.blocks import Block, actions, button, overflow
from bot.screens.deal_words import BUTTONS, FACTS
from bot.screens.text import Language, day, escape, money, number
from channel.deals.states import REASONS_FOR, Command, State
from channel.deals.views import RegistrationView
from channel.deals.words import OWN_REASONS, REASONS
from channel.money import Money

MOST_BUTTONS: Final = 3
MENU: Final = "deal.more"
WEIGHTS: Final[dict[Command, Literal["primary", "danger"]]] = {
    Command.APPROVE: "primary",
    Command.GRANT_EXTENSION: "primary",
    Command.REINSTATE: "primary",
    Command.RESUBMIT: "primary",
    Command.REJECT: "danger",
    Command.REFUSE_EXTENSION: "danger",
    Command.REFUSE_AMENDMENT: "danger",
}
BESIDE: Final[dict[str, dict[Language, str]]] = {
    "ask": {"en": "Ask the reseller", "de": "Rückfrage"},
    "grant": {"en": "Approve with other terms", "de": "Anders genehmigen"},
    "answer": {"en": "Answer", "de": "Antworten"},
}
"""What opens a form beside the commands."""
GRANTING: Final = frozenset({State.VENDOR_REVIEW, State.CONFLICT_REVIEW, State.APPEALED})
DAYS: Final = frozenset({"expected_close", "tender_published_on"})


def next_actions(view: RegistrationView, language: Language, *, asking: bool = False) -> Block:
    """The commands that the reader can give: the three wanted most as buttons, the rest behind the dots.

    `asking`: who decides can also ask the reseller, and where the approval gives the terms, give others.
    """
    first = [
        button(BUTTONS[command][language], action_of(command), view.number, WEIGHTS.get(command, ""))
        for command in view.may[:MOST_BUTTONS]
    ]
    rest = [(BUTTONS[command][language], f"{command}|{view.number}") for command in view.may[MOST_BUTTONS:]]
    if asking:
        beside = ("ask", "grant") if view.state in GRANTING and Command.APPROVE in view.may else ("ask",)
        rest += [(BESIDE[kind][language], f"{kind}|{view.number}") for kind in beside]
    return actions(*first, *([overflow(MENU, rest)] if rest else []))


def action_of(command: Command) -> str:
    """The action id of a command's button."""
    plain = command in {Command.APPROVE, Command.REJECT, Command.RETURN}
    return f"deal.{command}" if plain else f"deal.do.{command}"


def fact(command: Command, name: str, value: Any, currency: str, language: Language) -> tuple[str, str]:  # noqa: ANN401 - any plain value
    """A fact of a command or a changed term: its label and its value in words."""
    label = FACTS[name][language]
    if name == "reason":
        known = OWN_REASONS if command in REASONS_FOR else REASONS
        return label, known.get(str(value), REASONS["other"])[language]
    return label, said(name, value, currency, language)


def said(name: str, value: Any, currency: str, language: Language) -> str:  # noqa: ANN401 - any plain value
    """A term in words; amounts in the registration's currency."""
    if value is None or value == "":
        return "–"
    if name == "value":
        return money(Money(Decimal(value), currency), language)
    if name in DAYS:
        return day(value if isinstance(value, date) else date.fromisoformat(value), language)
    if name in {"lines", "quantities"}:
        pairs = value.items() if isinstance(value, dict) else value
        return ", ".join(f"{number(units or 0, language)} × {escape(mpn)}" for mpn, units in pairs)
    return escape(str(value))


def amended_terms(terms: tuple[tuple[str, Any], ...], currency: str, language: Language) -> str:
    """The terms that an amendment asks for, in one line."""
    return "; ".join(f"{FACTS[name][language]} {said(name, value, currency, language)}" for name, value in terms)
