"""Whether the rules' reading of a message stands, or a chat model is asked which look-ups answer it.

The model proposes capabilities and arguments; what is shown is drawn from the tools, for the same person, in the same
way as ever. When it fails, is late, says nothing usable or is busy, the rules' reading stands.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, Protocol

from bot.agent_arguments import Said
from bot.agent_trial import Trial
from bot.settings import Use
from bot.tools.cards import is_bare
from bot.tools.results import Asking
from bot.understanding.evidence import Verdict, weigh
from bot.understanding.followups import ThreadMemory
from bot.understanding.habits import load_habits
from bot.understanding.names import Names
from bot.understanding.reading import Reading, strongest
from bot.understanding.requests import Capability, Request, Understanding
from bot.understanding.understand import engine_for, load_evidence
from channel.access.viewer import Audience

if TYPE_CHECKING:
    from bot.agent_loop import Agent

log = logging.getLogger(__name__)

MOST_AT_ONCE = 4
EARLIER = 3
LOUD: Final = 4.0
AHEAD: Final = 2.0
"""Points that a capability needs, and by how many it has to lead the next one, for the rules to be sure of it."""
NEVER: Final = frozenset({Capability.CONFIRM, Capability.CANCEL, Capability.REFUSE, Capability.HANDOVER})
"""What the rules alone decide, always."""
NOTHING_SAID: Final = frozenset({Capability.SMALLTALK, Capability.KNOWLEDGE_ASK})
"""What is left when no words speak for anything."""


class Decide(Protocol):
    """Decides what a message asks for, given what the rules made of it."""

    def __call__(
        self,
        understanding: Understanding,
        asking: Asking,
        memory: ThreadMemory,
        names: Names,
        local: datetime,
        listening: Callable[[], Audience | None],
        /,
    ) -> Understanding:
        """See `Chooser.decide`."""


def by_rules(
    understanding: Understanding,
    _asking: Asking,
    _memory: ThreadMemory,
    _names: Names,
    _local: datetime,
    _listening: Callable[[], Audience | None],
    /,
) -> Understanding:
    """The default, without a chat model: what the rules made of it."""
    return understanding


class Chooser:
    """Asks a chat model where the rules are unsure, within a time limit.

    Args:
        agent: the model with the tools.
        seconds: how long one message may take; afterwards the rules' reading stands.
        use: when it is asked.
    """

    def __init__(self, agent: Agent, seconds: float, use: Use = Use.UNSURE) -> None:
        self._agent = agent
        self._seconds = seconds
        self._use = use
        self._free = threading.BoundedSemaphore(MOST_AT_ONCE)

    def decide(
        self,
        understanding: Understanding,
        asking: Asking,
        memory: ThreadMemory,
        names: Names,
        local: datetime,
        listening: Callable[[], Audience | None],
        /,
    ) -> Understanding:
        """The requests that the model picked, each made of what the asker said; else `understanding` as it was.

        Args:
            understanding: what the rules made of the message.
            asking: the message; the person's own sight.
            memory: the thread so far.
            names: the names in the person's sight.
            local: now, in the person's time zone.
            listening: who else would see the answer; called only if the model is asked.
        """
        if not self._is_asked(understanding, asking, memory, names, local):
            return understanding
        said = Said(asking.text, understanding, memory, names, local)
        audience = listening()
        sight = asking if audience is None else replace(asking, viewer=audience)
        trial = Trial(sight, said, names if audience is None else Names())
        if not self._tried(trial, _about(understanding, asking, memory, local)):
            return understanding
        chosen = trial.chosen()
        log.info("%s chosen by the chat model; the rules chose %s", _named(chosen), _named(understanding.requests))
        return Understanding(chosen, understanding.language) if chosen else understanding

    def _is_asked(
        self, understanding: Understanding, asking: Asking, memory: ThreadMemory, names: Names, local: datetime
    ) -> bool:
        if self._use is Use.NEVER or asking.person.person_id is None or memory.open_draft:
            return False
        if any(request.capability in NEVER for request in understanding.requests):
            return False
        return self._use is Use.ALWAYS or is_unsure(understanding, memory, names, asking.text, local)

    def _tried(self, trial: Trial, about: dict[str, Any]) -> bool:
        """Whether the model came to an end in time."""
        if not self._free.acquire(blocking=False):
            log.warning("the chat model is busy with %d messages; the rules decide", MOST_AT_ONCE)
            return False
        ended: list[bool] = []
        asked = threading.Thread(target=self._run, args=(trial, about, ended), name="agent", daemon=True)
        asked.start()
        asked.join(self._seconds)
        trial.close()
        if asked.is_alive():
            log.warning("the chat model took longer than %.1f seconds; the rules decide", self._seconds)
        return bool(ended)

    def _run(self, trial: Trial, about: dict[str, Any], ended: list[bool]) -> None:
        try:
            self._agent.run(trial, about)
            ended.append(True)
        except Exception as error:  # noqa: BLE001 - whatever a provider or a tool raises, the rules decide
            log.warning("the chat model failed (%s); the rules decide", type(error).__name__)
        finally:
            self._free.release()


def is_unsure(
    understanding: Understanding, memory: ThreadMemory, names: Names, text: str, local: datetime
) -> bool:
    """Did nothing, or little, or hardly more than for something else, speak for what the rules chose?

    Several wishes, a question back, a part number alone, and what goes on with the last wish are sure.

    `local`: now, in the asker's time zone.
    """
    first = understanding.requests[0]
    settled = first.clarification is not None or is_bare(text, first.slots.mpns)
    if len(understanding.requests) > 1 or settled:
        return False
    goes_on = any(first.capability is request.capability for request in memory.requests[-1:])
    if goes_on and first.capability not in NOTHING_SAID:
        return False
    verdicts = _verdicts(engine_for(names).read(text, local), names)
    points = next((verdict.points for verdict in verdicts if verdict.capability is first.capability), None)
    if points is None:
        return first.capability in NOTHING_SAID
    others = [verdict.points for verdict in verdicts if verdict.capability is not first.capability]
    return points < LOUD or points - max(others, default=0.0) < AHEAD


def _verdicts(reading: Reading, names: Names) -> list[Verdict]:
    habits = load_habits().points(reading.words)
    return weigh(strongest(reading.cues), reading.marks, names.own_kind, load_evidence(), habits)


def _about(
    understanding: Understanding, asking: Asking, memory: ThreadMemory, local: datetime
) -> dict[str, Any]:
    """What the model is told: the message, the last of its thread, what the rules made of it, and the day."""
    return {
        "message": asking.text,
        "language": asking.language,
        "today": f"{local:%A %Y-%m-%d}",
        "organisation": str(asking.person.kind or ""),
        "earlier": [_plain(request) for request in memory.requests[-EARLIER:]],
        "rules": [_plain(request) for request in understanding.requests],
    }


def _plain(request: Request) -> dict[str, Any]:
    return {"words": request.text, "capability": str(request.capability), "arguments": request.slots.record()}


def _named(requests: tuple[Request, ...]) -> str:
    return ", ".join(str(request.capability) for request in requests) or "nothing"
