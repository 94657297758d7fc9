"""A value to its screen."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.screens import (
    amendments,
    announcing,
    cards,
    composed,
    corrections,
    coterm,
    deal_changes,
    deal_draft,
    deal_evidence,
    deal_lists,
    deal_many,
    deals,
    deciding,
    digests,
    digests_round,
    documents,
    drafts,
    finance,
    gaps,
    kpis,
    linking,
    loading,
    news,
    onboarding,
    orders,
    people,
    policies,
    price_lists,
    prices,
    products,
    programmes,
    publishing,
    qbr,
    questions,
    requests,
    stock,
    talk,
)
from bot.screens.blocks import Screen, context, section
from bot.screens.text import Language, escape
from bot.tools.questions import Choice, Question
from bot.understanding.requests import Clarification

MODULES: Final = (
    talk,
    questions,
    documents,
    composed,
    amendments,
    announcing,
    corrections,
    publishing,
    gaps,
    products,
    prices,
    price_lists,
    loading,
    stock,
    orders,
    finance,
    programmes,
    deals,
    deal_lists,
    deal_changes,
    deal_draft,
    deal_evidence,
    deal_many,
    deciding,
    drafts,
    requests,
    news,
    onboarding,
    people,
    policies,
    digests,
    digests_round,
    linking,
    coterm,
    kpis,
    cards,
    qbr,
)
SCREENS: Final[Mapping[type, Callable[[Any, Language], Screen]]] = {
    kind: screen for module in MODULES for kind, screen in module.SCREENS.items()
}
WHICH: dict[str, dict[Language, str]] = {
    "which_product": {
        "en": "Which product do you mean? A part number is enough.",
        "de": "Welches Produkt meinen Sie? Eine Artikelnummer genügt.",
    },
}
READ_AS: dict[Language, str] = {"en": "I read “{typed}” as *{mpn}*.", "de": "„{typed}“ habe ich als *{mpn}* gelesen."}


def screen_for(value: object, language: Language) -> Screen:
    """The screen of a value that a tool gave.

    Raises:
        LookupError: for a value that has no screen, which is an error of ours.
    """
    for kind in type(value).__mro__:
        if screen := SCREENS.get(kind):
            return screen(value, language)
    raise LookupError(f"no screen for {type(value).__name__}")


def with_resolved(screen: Screen, resolved: tuple[tuple[str, str], ...], language: Language) -> Screen:
    """The screen, with part numbers that were guessed from what was typed named beneath."""
    notes = [
        READ_AS[language].format(typed=escape(typed), mpn=mpn)
        for typed, mpn in resolved
        if typed.casefold() != mpn.casefold()
    ]
    if not notes:
        return screen
    plain = " ".join(notes).replace("*", "")
    return Screen(f"{screen.text}\n{plain}", (*screen.blocks, context(" ".join(notes))), screen.files)


def clarification_screen(clarification: Clarification, language: Language) -> Screen:
    """One question, with a button for each of its choices."""
    choices = tuple(Choice(c.label, c.label) for c in clarification.choices)
    return screen_for(Question(WHICH[clarification.question][language], choices), language)


def repeating(screen: Screen, words: str) -> Screen:
    """The screen under the words that a button spoke for the person."""
    return Screen(screen.text, (context(f"› {escape(words)}"), *screen.blocks), screen.files)


def together(screens: list[Screen]) -> Screen:
    """Several answers to one message, one under the other."""
    if len(screens) == 1:
        return screens[0]
    return Screen(
        "\n\n".join(s.text for s in screens),
        tuple(block for s in screens for block in s.blocks) or (section("–"),),
        tuple(file for s in screens for file in s.files),
    )
