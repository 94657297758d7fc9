"""What a tool works with and what it gives back."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from channel.access.gate import Gate
from channel.access.rights import Right
from channel.access.viewer import Audience, Viewer
from ingest.reading import Reading
from knowledge.library import Library

Language = Literal["en", "de"]


class Outcome(StrEnum):
    """What an answer is: one of the four kinds of product.md, the honest "no" in two tones, or a whisper."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    DRAFT = "draft"
    REFUSE_NEUTRAL = "refuse_neutral"
    NOT_FOUND = "not_found"
    PRIVATE = "private"


def _untold(_words: str) -> None:
    """Nobody waits."""


@dataclass(frozen=True)
class Understood:
    """One wish in words that came with something else: the capability, and slots to be read by `Arguments`."""

    capability: str
    slots: object


def nothing_understood(_text: str) -> tuple[Understood, ...]:
    """Where no words are read."""
    return ()


@dataclass(frozen=True)
class Asking:
    """One wish being served.

    Attributes:
        viewer: whose sight the tool reads with: the person, or everybody who listens.
        person: who asks; drafts are theirs.
        text: the words of this wish.
        language: the language to answer in.
        now: the instant of asking, UTC.
        thread: the key of the thread, for drafts.
        understand: reads further words in the person's sight and time zone.
        reading: reads files; a process that starts when it is first needed.
        progress: told in words how far a long piece of work is, where somebody waits for it.
    """

    viewer: Viewer | Audience
    person: Viewer
    text: str
    language: Language
    now: datetime
    thread: str
    gate: Gate
    library: Library
    understand: Callable[[str], tuple[Understood, ...]] = field(default=nothing_understood, compare=False)
    reading: Reading = field(default_factory=Reading, compare=False)
    progress: Callable[[str], None] = field(default=_untold, compare=False)


class Arguments(BaseModel):
    """What a tool may be asked with; fields carry the names of `bot.understanding.requests.Slots`."""

    model_config = ConfigDict(frozen=True, extra="ignore", from_attributes=True)


@dataclass(frozen=True)
class Result:
    """A tool's value (frozen, drawn by a screen) and what kind of answer it is.

    `listed` names the deals, orders or part numbers shown, in order, so that "the second one" can be read;
    `draft` is the key of a draft that waits for confirmation; `sources` names what the answer stands on.
    """

    value: Any
    outcome: Outcome = Outcome.ANSWER
    listed: tuple[str, ...] = ()
    draft: str | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tool:
    """A capability that can be asked for, with the right it needs.

    `drafts`: it prepares a change, which is shown to its person alone. `open_to_all`: even strangers may ask.
    """

    capability: str
    arguments: type[Arguments]
    right: Right
    run: Callable[[Asking, Any], Result]
    drafts: bool = False
    open_to_all: bool = False
