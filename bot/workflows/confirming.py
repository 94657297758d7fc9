"""A confirmation by its person: performed once under the draft's key, then reported and notified.

This module alone calls `drafts.confirm`: no model and no words change anything by another way.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot import conversations, replies
from bot.delivery import Delivery, post_of
from bot.identity import Identity, Speaker
from bot.places import Place
from bot.screens import problems
from bot.screens.blocks import Screen
from bot.screens.text import Language
from bot.workflows.deadlines import Deadlines
from bot.workflows.notifying import Notifying
from bot.workflows.runtime import Runtime, Work
from channel import drafts
from channel.access.gate import Action, Gate
from channel.access.rights import Right
from channel.errors import AlreadyDone, NotFound, Refusal
from knowledge.library import Library

log = logging.getLogger(__name__)
EVERY = 100
"""After so many passages a long job says how far it is."""


@dataclass(frozen=True)
class Change:
    """How a capability's draft takes effect: the right it needs, and the command that performs it.

    The command gets the open action and the draft's content and returns plain data (JSON) to report;
    `report` reads what to show from it in the person's own sight. `indexed`: documents changed, so the index catches
    up after the commit and before the report.
    """

    right: Right
    perform: Callable[[Action, dict[str, Any]], dict[str, Any]]
    report: Callable[[Gate, Any, dict[str, Any]], object]
    indexed: bool = False


@dataclass(frozen=True)
class Confirming:
    """Performs confirmed drafts; registered with the durable engine as `confirm`."""

    runtime: Runtime
    gate: Gate
    identity: Identity
    delivery: Delivery
    notifying: Notifying
    deadlines: Deadlines
    changes: Mapping[str, Change]
    library: Library

    @staticmethod
    def request(
        draft: str, place: Place, speaker_team: str, user: str, message: str | None, cause: str
    ) -> dict[str, Any]:
        """What `start` takes: the draft, where to report, who confirmed, and the message whose buttons to replace."""
        return {
            "draft": draft,
            "place": place.plain(),
            "speaker_team": speaker_team,
            "user": user,
            "message": message,
            "cause": cause,
        }

    def start(self, **request: Any) -> None:  # noqa: ANN401 - see `request`
        """Write the confirmation down under the draft's key; the same press or word starts nothing twice."""
        self.runtime.start("confirm", f"confirm:{request['draft']}:{request['user']}:{request['cause']}", request)

    def confirm(self, work: Work) -> None:
        """The durable work."""
        self.runtime.point("confirm begun")
        asked = work.payload
        place = Place(**asked["place"])
        speaker = self.identity.speaker(asked["speaker_team"], asked["user"])
        language = conversations.language_of(self.gate, speaker.viewer, place.key, speaker.language)
        done = work.step("perform", lambda: self._perform(asked["draft"], speaker, language))
        self.deadlines.look_soon(work.key)
        self.notifying.start(work.key)
        self.runtime.point("confirm performed")
        if done.get("capability") and self.changes[done["capability"]].indexed:
            work.step("index", lambda: self._index(work, place, asked["message"], language))
            self.runtime.point("confirm indexed")
        screen = self._screen(done, speaker, language)
        post = post_of(
            screen,
            key=f"{work.key}/report",
            team=place.team,
            conversation=place.conversation,
            thread=place.thread,
            replaces=None if done.get("foreign") else asked["message"],
        )
        self.delivery.deliver(post, look_first=work.resumed)
        self.runtime.point("confirm reported")

    def _index(self, work: Work, place: Place, message: str | None, language: Language) -> int:
        """Make what was published findable; a long job says how far it is, where the pressed message stands."""
        done = [0, 0]

        def progress(more: int) -> None:
            done[0] += more
            if message is None or done[0] - done[1] < EVERY:
                return
            done[1] = done[0]
            post = post_of(
                problems.words(problems.INDEXING[language].format(count=done[0])),
                key=f"{work.key}/progress",
                team=place.team,
                conversation=place.conversation,
                thread=place.thread,
                replaces=message,
            )
            self.delivery.deliver(post, look_first=False)

        return self.library.catch_up(progress)

    def _perform(self, key: str, speaker: Speaker, language: Language) -> dict[str, Any]:
        """Confirm and say what came of it; a resumed confirmation finds its own first outcome."""
        try:
            with self.gate.viewing(speaker.viewer) as session:
                draft = drafts.by_key(session, key)
            change = self.changes[draft.capability]
            with self.gate.acting(speaker.viewer, change.right) as action:
                outcome = drafts.confirm(action, key, change.perform)
                self.runtime.point("confirm before commit")
            self.runtime.point("confirm after commit")
        except AlreadyDone:
            with self.gate.viewing(speaker.viewer) as session:
                draft = drafts.by_key(session, key)
            if draft.outcome is None:
                return {"refusal": [problems.ALREADY[language], ""]}
            return {"capability": draft.capability, "outcome": draft.outcome}
        except Refusal as refusal:
            # what is another person's stays where it stands
            return {"refusal": refusal.words(language), "foreign": isinstance(refusal, NotFound)}
        return {"capability": draft.capability, "outcome": outcome}

    def _screen(self, done: dict[str, Any], speaker: Speaker, language: Language) -> Screen:
        if "refusal" in done:
            return problems.refusal_screen(Refusal(*done["refusal"]), language)
        change = self.changes[done["capability"]]
        return replies.screen_for(change.report(self.gate, speaker.viewer, done["outcome"]), language)
