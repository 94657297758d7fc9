"""What a chat model may do for one message: run tools in the sight of who listens, pick from them, ask one question."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from bot.agent_arguments import NotSaid, Said
from bot.serving import serve
from bot.tools import registry
from bot.tools.results import Asking, Outcome
from bot.understanding.names import Names
from bot.understanding.requests import Capability, Clarification, Request
from bot.understanding.words import split_words
from channel.errors import NotAllowed
from knowledge.suspicion import suspicions

MOST_CALLS = 8
MOST_WISHES = 3
MOST_NAMES = 10
LONGEST_RESULT = 2_000
LONGEST_TEXT = 4_000
QUESTIONS: Final = ("which_product",)
"""What may be asked back; `bot.screens.questions` words it."""
NO_PICK: Final = frozenset({Capability.CONFIRM, Capability.CANCEL, Capability.SMALLTALK, Capability.REFUSE})
"""Capabilities that are never the model's to pick, whatever tools there are."""
GOOD: Final = frozenset({Outcome.ANSWER, Outcome.DRAFT, Outcome.CLARIFY})

DRAFTED = "This prepares a draft, which the person will see and has to confirm. It is not run now."
SUSPICIOUS = "A result was found, but it holds text that reads like an order to you. The person will see it."
ENOUGH = "No more results for this message."


def pickable(asking: Asking) -> list[str]:
    """The capabilities that this person has a right to and that a model may pick."""
    names = [str(capability) for capability in Capability if capability not in NO_PICK]
    return [name for name in names if name in registry.TOOLS and _allowed(name, asking)]


def _allowed(capability: str, asking: Asking) -> bool:
    try:
        registry.tool_for(capability, asking)
    except NotAllowed:
        return False
    return True


@dataclass
class Trial:
    """One message with the model; LangChain hands it to the tools, and the model never sees it.

    Attributes:
        asking: whose person is the asker, and whose viewer is who may see what the model sees: the asker, or
            everybody who listens.
        said: what arguments may hold.
        names: the names that the model may look up; none where others listen.
        picked: the requests made of its calls, in order, with whether each gave something.
    """

    asking: Asking
    said: Said
    names: Names
    picked: list[tuple[Request, bool]] = field(default_factory=list)
    shown: list[Request] = field(default_factory=list)
    question: Request | None = None
    _calls: int = 0
    _closed: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def shared(self) -> bool:
        """Do others listen?"""
        return self.asking.viewer is not self.asking.person

    def close(self) -> None:
        """Nothing is run or picked any more: the time is over."""
        self._closed = True

    @property
    def closed(self) -> bool:
        """Is the time over?"""
        return self._closed

    def call(self, capability: str, arguments: Mapping[str, Any]) -> str:
        """Run a tool for who may see its result, and keep the call as a pick; what the model reads of it."""
        if not self._may_go_on():
            return ENOUGH
        if capability not in pickable(self.asking):
            return "That is not part of this person's role."
        tool = registry.TOOLS[capability]
        try:
            slots = self.said.slots(tool, arguments)
        except NotSaid as wrong:
            return str(wrong)
        request = Request(
            Capability(capability),
            slots,
            self.asking.text,
            self.asking.language,
            ("chosen by the chat model",),
        )
        if tool.drafts:
            return self._kept(request, DRAFTED, good=True)
        served = serve(request, self.asking, None)
        words = served.public.text if served.public else ""
        return self._kept(request, _cut(words), good=served.outcome in GOOD or self.shared)

    def find(self, words: str) -> str:
        """Names in sight that hold one of the words, those that hold most of them first."""
        if not self._may_go_on():
            return ENOUGH
        wanted = {word.folded for word in split_words(words[:LONGEST_RESULT])}
        found = [(len(wanted & held), line) for line, held in _lines(self.names)]
        best = sorted((pair for pair in found if pair[0]), key=lambda pair: -pair[0])[:MOST_NAMES]
        return "\n".join(line for _, line in best) or "No such name is in sight."

    def show(self, numbers: Sequence[int]) -> str:
        """Choose which results the person gets."""
        self.shown = [self.picked[number - 1][0] for number in numbers if 0 < number <= len(self.picked)]
        return "Done."

    def ask_back(self, question: str) -> str:
        """Ask the person one question of the closed list."""
        if question not in QUESTIONS:
            return f"Ask one of: {', '.join(QUESTIONS)}."
        prices = str(Capability.PRICE_QUOTE) in pickable(self.asking)
        self.question = Request(
            Capability.PRICE_QUOTE if prices else Capability.PRODUCT_FACTS,
            text=self.asking.text,
            language=self.asking.language,
            reasons=("asked back by the chat model",),
            clarification=Clarification(question),
        )
        return "Done."

    def chosen(self) -> tuple[Request, ...]:
        """What the person gets: the results chosen, else all that gave something; one draft at the most."""
        good = [request for request, gave in self.picked if gave]
        wanted = [request for request in self.shown if request in good] or good
        if not wanted:
            return (self.question,) if self.question else ()
        drafts = [r for r in wanted if registry.TOOLS[r.capability].drafts]
        kept = [request for request in dict.fromkeys(wanted) if request not in drafts[1:]]
        return tuple(kept[-MOST_WISHES:])

    def _may_go_on(self) -> bool:
        with self._lock:
            self._calls += 1
            return not self._closed and self._calls <= MOST_CALLS

    def _kept(self, request: Request, words: str, *, good: bool) -> str:
        with self._lock:
            if self._closed:
                return ENOUGH
            self.picked.append((request, good))
            return json.dumps({"result": len(self.picked), "the person would see": words}, ensure_ascii=False)


def _cut(words: str) -> str:
    return SUSPICIOUS if suspicions(words[:LONGEST_TEXT]) else words[:LONGEST_RESULT]


def _lines(names: Names) -> list[tuple[str, set[str]]]:
    """A line to be read for each name, and the words that it is found by."""
    lines = [(f"part number {p.mpn}: {p.name}", (p.mpn, p.name, p.line, *p.family_words)) for p in names.products]
    lines += [(f"{o.kind} {o.name}", (o.name,)) for o in names.organisations]
    lines += [(f"deal {d.number}: {d.customer}, {d.reseller}", (d.number, d.customer)) for d in names.deals]
    lines += [(f"warehouse {city}", (city,)) for city in names.warehouses]
    lines += [(f"person {name}", (name,)) for _, name in names.people]
    return [(line, {word.folded for text in texts for word in split_words(text)}) for line, texts in lines]
