"""Everything that a person can cause to be refused, with words fit to show, in both languages.

    Refusal                     the root: a sentence and what to do next
    ├── BadInput                what was typed or sent cannot be used
    │   ├── UnreadableFile      a file that cannot be read
    │   └── BadSetting          a setting or environment variable that cannot be used
    ├── NotFound                nothing by that name *in sight* ("not yours" reads the same, by the same path)
    ├── NotAllowed              a right is missing
    ├── NotPossible             the rules do not allow it now (state, deadline, guard)
    │   └── AlreadyDone         the same confirmation came twice
    └── Unavailable             something outside does not answer; nothing is lost

Who knows the language of the person writes the words in it (`bot`); who does not, raises a `Wording` that holds both
(`NotPossible.of(DRAFT_DISCARDED)`), and whoever shows it takes `words(language)`.
Programming errors are not in this tree: they stay loud and carry the event's id.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

from babel.dates import format_date

Words = tuple[str, str]
"""A sentence and what to do next; either may be empty."""
Given = str | int | date | Mapping[str, str]
"""What is filled in: as it is, a day as each language writes it, or words by language."""


@dataclass(frozen=True)
class Wording:
    """What a refusal says in English and German, with {names} for what is filled in."""

    en: Words
    de: Words

    def filled(self, language: str, given: Mapping[str, Given]) -> Words:
        """The words in one language."""
        message, next_step = self.de if language == "de" else self.en
        values = {name: _said(value, language) for name, value in given.items()}
        return message.format_map(values), next_step.format_map(values)


def _said(value: Given, language: str) -> str:
    if isinstance(value, Mapping):
        return value[language]
    if isinstance(value, date):
        return format_date(value, "dd.MM.yyyy" if language == "de" else "d MMM yyyy", locale=language)
    return str(value)


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an error of ours
    """A request that is declined; `message` and `next_step` are in English, or in the language of who raised it."""

    def __init__(self, message: str, next_step: str = "", german: Words | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.next_step = next_step
        self.german = german

    @classmethod
    def of(cls, wording: Wording, **given: Given) -> Self:
        """A refusal in both languages."""
        return cls(*wording.filled("en", given), german=wording.filled("de", given))

    def words(self, language: str) -> Words:
        """The sentence and what to do next, in a language (`en` or `de`)."""
        return self.german if language == "de" and self.german else (self.message, self.next_step)

    def line(self, language: str) -> str:
        """Both in one line."""
        return " ".join(part for part in self.words(language) if part)


class BadInput(Refusal):
    """What was typed or sent cannot be used as it is."""


class UnreadableFile(BadInput):
    """A file that cannot be read: broken, encrypted, empty, too large, or of an unknown kind."""


class BadSetting(BadInput):
    """A setting that cannot be used; the message names the environment variable."""


class NotFound(Refusal):
    """Nothing by that name is in the asker's sight."""


class NotAllowed(Refusal):
    """The person lacks the right."""


class NotPossible(Refusal):
    """The rules do not allow this now."""


class AlreadyDone(NotPossible):
    """The same confirmation was given before; nothing was changed a second time."""


class Unavailable(Refusal):
    """Something outside does not answer."""
