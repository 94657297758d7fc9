"""Messages decided and served without Slack, with a model whose behaviour a test chooses."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from calling_models import Calling, Calls, Script, silent
from langchain_core.messages import BaseMessage

from bot.agent import Chooser
from bot.naming import names_for
from bot.playground.demo import Demo
from bot.serving import Served, serve
from bot.tools.registry import TOOLS
from bot.tools.results import Asking
from bot.understanding.followups import ThreadMemory
from bot.understanding.names import Names
from bot.understanding.requests import Capability, Request, Understanding
from bot.understanding.understand import understand
from channel.access.identifying import audience_of
from channel.access.viewer import Audience, Viewer

TALK = {"answer_logs", "thread_turns", "drafts", "unanswered_questions"}
"""Tables that keep what was said and what waits for a confirmation."""


class Switched:
    """A model whose behaviour a test chooses."""

    def __init__(self) -> None:
        self.script: Script = silent
        self.model = Calling(script=self._now)

    def _now(self, messages: list[BaseMessage]) -> Calls:
        return self.script(messages)

    @property
    def shown(self) -> list[str]:
        return self.model.shown


@dataclass
class Desk:
    """Decides and serves without Slack, so that many hostile models can be tried."""

    demo: Demo
    served: list[Served] = field(default_factory=list)

    def viewer(self, key: str) -> Viewer:
        assert self.demo.parts is not None
        person = next(one for one in self.demo.playground.workspace.world.people if one.key == key)
        return self.demo.parts.identity.speaker(person.team, person.id).viewer

    def names(self, key: str) -> Names:
        assert self.demo.parts is not None
        return names_for(self.demo.parts.gate, self.viewer(key))

    def decide(
        self,
        chooser: Chooser,
        key: str,
        text: str,
        *,
        listening: tuple[str, ...] = (),
        memory: ThreadMemory | None = None,
    ) -> Understanding:
        """What is decided, and in `served` what everybody and the person get to see of it."""
        parts = self.demo.parts
        assert parts is not None
        viewer, now = self.viewer(key), self.demo.clock.now()
        local = now.astimezone(ZoneInfo("Europe/Berlin"))
        thread = memory or ThreadMemory()
        names = names_for(parts.gate, viewer)
        rules = understand(text, thread, names, local)
        asking = Asking(viewer, viewer, text, "en", now, f"thread-{key}", parts.gate, parts.library)
        audience: Audience | None = None
        if listening:
            audience = audience_of([viewer, *(self.viewer(other) for other in listening)])
        decided = chooser.decide(rules, asking, thread, names, local, lambda: audience)
        self.served = [serve(request, asking, audience) for request in decided.requests]
        return decided

    def asked_plainly(self, key: str) -> str:
        """Everything that a person gets by asking for each look-up without saying more."""
        parts = self.demo.parts
        assert parts is not None
        viewer = self.viewer(key)
        asking = Asking(viewer, viewer, "", "en", self.demo.clock.now(), "plainly", parts.gate, parts.library)
        reading = [Capability(name) for name, tool in TOOLS.items() if not tool.drafts and name in list(Capability)]
        self.served = [serve(Request(capability), asking, None) for capability in reading]
        return self.told()

    def told(self) -> str:
        """Everything that was served, to whomever."""
        screens = [screen for one in self.served for screen in (one.public, one.private) if screen]
        return "\n".join(f"{screen.text}\n{screen.blocks}" for screen in screens)

    def rows(self) -> dict[str, tuple[object, ...]]:
        """Every row of the channel, of what was said and waits aside."""
        with sqlite3.connect(self.demo.folder / "channel.sqlite") as base:
            tables = [name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            kept = {name: tuple(base.execute(f'SELECT * FROM "{name}"')) for name in tables if name not in TALK}  # noqa: S608 - names from the schema
        base.close()
        return kept
