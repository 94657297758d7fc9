"""One question back to the asker, with at most three ways to go on."""

from __future__ import annotations

from dataclasses import dataclass

from bot.tools.results import Asking, Outcome, Result

MOST_CHOICES = 3


@dataclass(frozen=True)
class Choice:
    """A way to go on: what the button says, and the words that it asks."""

    label: str
    ask: str


@dataclass(frozen=True)
class Question:
    """One question in the asker's language, with up to three choices (none when free words are wanted)."""

    text: str
    choices: tuple[Choice, ...] = ()


def clarify(text: str, *choices: Choice) -> Result:
    """A result that asks back."""
    return Result(Question(text, choices[:MOST_CHOICES]), Outcome.CLARIFY)


def in_words(asking: Asking, english: str, german: str) -> str:
    """The words of the asker's language."""
    return german if asking.language == "de" else english
