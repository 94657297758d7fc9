"""A message becomes an answer: identified, understood, served, delivered; once, whatever happens in between."""

import logging
import re
import unicodedata
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

from bot import conversations, replies, unanswered
from bot.agent import Decide, by_rules
from bot.changes import UNDOERS
from bot.delivery import Delivery, Post, post_of
from bot.identity import Identity, Speaker
from bot.intake import Received, may_hand_in
from bot.linking import meet
from bot.naming import names_for
from bot.places import Place
from bot.screens import problems
from bot.screens.blocks import Screen
from bot.screens.linking import stranger_screen
from bot.serving import Served, serve
from bot.tools import price_lists, publishing, registry
from bot.tools.results import Asking, Language, Outcome
from bot.understanding.followups import ThreadMemory
from bot.understanding.requests import Capability, Request, Understanding
from bot.understanding.understand import understand
from bot.workflows.confirming import Confirming
from bot.workflows.hearing import reader
from bot.workflows.runtime import Runtime, Work
from bot.workflows.taking import Taking, not_for_you, received_of
from channel import drafts
from channel.access.gate import Gate
from channel.access.rights import Right
from channel.access.viewer import Audience
from channel.clock import Clock
from channel.errors import NotAllowed, Refusal
from channel.linking import Standing
from ingest.reading import Reading
from knowledge.library import Library
from knowledge.writing import Write, unwritten

log = logging.getLogger(__name__)
LONGEST_MESSAGE = 8_000
REQUEST = TypeAdapter(Request)
ABOUT_FILES = {Capability.SMALLTALK, Capability.KNOWLEDGE_PUBLISH, Capability.KNOWLEDGE_REPLACE}
"""What words beside a file that nobody takes say of the file alone."""
UNSEEN = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs that show nothing, besides spaces and controls."""
MENTION = re.compile(r"<@[UW][A-Z0-9]+(\|[^>]*)?>")


Witness = Callable[[str, Understanding, list[Served]], None]


def unwitnessed(_key: str, _understanding: Understanding, _served: list[Served]) -> None:
    """The default witness looks away."""


@dataclass(frozen=True)
class Heard:
    """A message as it was written down: who said what where. `team` in the place is the installing team.

    `files` are Slack's ids of what was attached. `pressed`: a button spoke, so the answer repeats the words.
    `wish`: a form or button that says exactly what is wanted (a `Request` as plain data) instead of words.
    """

    place: Place
    speaker_team: str
    user: str
    text: str
    bot_user: str = ""
    files: tuple[str, ...] = ()
    pressed: bool = False
    wish: dict[str, Any] | None = None

    def plain(self) -> dict[str, Any]:
        """For the durable engine."""
        return asdict(self)

    @staticmethod
    def read(payload: dict[str, Any]) -> "Heard":
        """What `plain` made."""
        return Heard(**{**payload, "place": Place(**payload["place"]), "files": tuple(payload["files"])})


@dataclass(frozen=True)
class Answering:
    """Answers messages; registered with the durable engine as `answer`."""

    runtime: Runtime
    gate: Gate
    clock: Clock
    library: Library
    reading: Reading
    identity: Identity
    delivery: Delivery
    confirming: Confirming
    taking: Taking
    witness: Witness = unwitnessed
    write: Write = unwritten
    decide: Decide = by_rules

    def answer(self, work: Work) -> None:
        """The durable work: think once, post once."""
        self.runtime.point("answer begun")
        heard = Heard.read(work.payload)
        received = work.step("receive", lambda: self._receive(heard, work.key)) if heard.files else None
        thought = work.step("think", lambda: self._think(heard, received, work.key))
        self.runtime.point("answer thought")
        for post in thought["posts"]:
            self.delivery.deliver(_post(post), look_first=work.resumed)
        self.runtime.point("answer posted")
        if thought.get("owed"):
            self.confirming.notifying.start(work.key)
        if thought["confirm"]:
            self.confirming.start(**thought["confirm"])
        if received and received["keys"]:
            self._foresee(heard)

    def _foresee(self, heard: Heard) -> None:
        """Do ahead what a confirmation would have to wait for; nothing depends on it."""
        speaker = self.identity.speaker(heard.speaker_team, heard.user)
        place = self.taking.place_for(heard.place, heard.user)
        try:
            publishing.foresee(self._asking(speaker, "", speaker.language, place.key, self.clock.now()))
        except Exception:
            log.exception("nothing was embedded ahead for %s", heard.user)

    def _receive(self, heard: Heard, key: str) -> dict[str, Any]:
        speaker = self.identity.speaker(heard.speaker_team, heard.user)
        language = _language(speaker.language)
        return asdict(self.taking.intake.receive(heard.place.team, speaker.viewer, heard.files, key, language))

    def _think(self, heard: Heard, received: dict[str, Any] | None, key: str) -> dict[str, Any]:
        speaker = self.identity.speaker(heard.speaker_team, heard.user)
        try:
            return self._answer(heard, received, speaker, key)
        except Exception:
            log.exception("answering %s failed", key)
            screen = problems.failure_screen(key, heard.text[:1000], _language(speaker.language))
            return _thought([self._post(screen, heard.place, key, "failure")])

    def _answer(
        self, heard: Heard, received: dict[str, Any] | None, speaker: Speaker, key: str
    ) -> dict[str, Any]:
        text = MENTION.sub(" ", heard.text).strip() if heard.bot_user else heard.text.strip()
        taken = self._take(heard, speaker, text[:LONGEST_MESSAGE], received_of(received), key)
        if taken is not None:
            return taken
        if _is_blank(text) or len(text) > LONGEST_MESSAGE:
            return self._nothing_to_read(heard, speaker, text, key)
        now = self.clock.now()
        memory = conversations.recall(self.gate, speaker.viewer, heard.place.key, key)
        names = names_for(self.gate, speaker.viewer)
        if heard.wish is not None:
            spoken = conversations.language_of(self.gate, speaker.viewer, heard.place.key, speaker.language)
            request = replace(REQUEST.validate_python(heard.wish), language=spoken)
            understanding = Understanding((request,), spoken)
        else:
            understanding = understand(text, memory, names, now.astimezone(ZoneInfo(speaker.timezone)))
        asking = self._asking(speaker, text, understanding.language, heard.place.key, now)
        first = understanding.requests[0]
        if heard.files and first.capability in ABOUT_FILES:
            return _thought([self._post(self._not_taken(speaker, asking.language), heard.place, key, "files")])
        if first.capability in (Capability.CONFIRM, Capability.CANCEL):
            return self._close_draft(understanding, asking, heard, key)
        if heard.wish is None and not heard.files:
            local = now.astimezone(ZoneInfo(speaker.timezone))
            understanding = self.decide(understanding, asking, memory, names, local, lambda: self._listening(heard))
        served = self._serve_all(understanding.requests, asking, heard)
        owed = False
        if not speaker.linked:
            served, owed = self._met(understanding.requests, served, speaker, asking, heard)
        self.witness(key, understanding, served)
        if self._remember(understanding.requests, served, asking, text, key):
            unanswered.note(understanding.requests, served, asking, names)
        posts = self._posts(served, heard, key)
        if heard.files:
            posts.append(self._post(self._not_taken(speaker, asking.language), heard.place, key, "files"))
        return _thought(posts, owed=owed)

    def _nothing_to_read(self, heard: Heard, speaker: Speaker, text: str, key: str) -> dict[str, Any]:
        """The answer to no words, to a file alone that nobody takes, and to too many words."""
        language = _language(speaker.language)
        if len(text) > LONGEST_MESSAGE:
            words = problems.TOO_LONG[language].format(length=len(text), limit=LONGEST_MESSAGE)
            return _thought([self._post(problems.words(words), heard.place, key, "long")])
        if heard.files:
            return _thought([self._post(self._not_taken(speaker, language), heard.place, key, "files")])
        return _thought([self._post(problems.words(problems.EMPTY[language]), heard.place, key, "empty")])

    def _asking(self, speaker: Speaker, text: str, language: str, thread: str, now: datetime) -> Asking:
        return Asking(
            viewer=speaker.viewer,
            person=speaker.viewer,
            text=text,
            language=_language(language),
            now=now,
            thread=thread,
            gate=self.gate,
            library=self.library,
            understand=reader(self.gate, speaker, now),
            reading=self.reading,
        )

    def _take(
        self, heard: Heard, speaker: Speaker, text: str, received: Received, key: str
    ) -> dict[str, Any] | None:
        """What became of the files; none where nobody takes them, so that only the words are left to answer."""
        if not heard.files or not may_hand_in(speaker.viewer):
            return None
        now = self.clock.now()
        place = self.taking.place_for(heard.place, heard.user)
        language = conversations.language_of(self.gate, speaker.viewer, place.key, speaker.language)
        wish = Request(Capability.KNOWLEDGE_PUBLISH, text=text, language=language)
        if not _is_blank(text):
            read = understand(text, ThreadMemory(), names_for(self.gate, speaker.viewer), now).requests[0]
            wish = replace(read, capability=Capability.KNOWLEDGE_PUBLISH)
            language = _language(read.language)
        asking = self._asking(speaker, text, language, place.key, now)
        asking = replace(asking, progress=self.taking.telling(place, key))
        if not self.taking.intake.claimed(asking, received, text):
            return None
        taken = self.taking.take(asking, received, text, key)
        self.witness(key, Understanding((wish,), language), [taken])
        assert taken.public is not None
        posts = [self._post(taken.public, place, key, "files")]
        if heard.place.shared:
            posts.append(self._post(problems.words(problems.SENT_DIRECTLY[language]), heard.place, key, "public"))
        return _thought(posts)

    @staticmethod
    def _not_taken(speaker: Speaker, language: Language) -> Screen:
        if not speaker.linked:
            return problems.refusal_screen(NotAllowed(*registry.UNLINKED[language]), language)
        return not_for_you(language)

    def _serve_all(self, requests: tuple[Request, ...], asking: Asking, heard: Heard) -> list[Served]:
        audience = self._listening(heard)
        return [serve(r, replace(asking, text=r.text or asking.text), audience, self.write) for r in requests]

    def _listening(self, heard: Heard) -> Audience | None:
        """Everybody who reads along; none where the speaker is alone."""
        if not heard.place.shared:
            return None
        client = self.delivery.client(heard.place.team)
        return self.identity.audience(client, heard.place.team, heard.place.conversation)

    def _met(
        self, requests: tuple[Request, ...], served: list[Served], speaker: Speaker, asking: Asking, heard: Heard
    ) -> tuple[list[Served], bool]:
        """What a stranger is told, in place of what they may not have; and whether an administrator was asked."""
        met = meet(self.gate, self.delivery, speaker, heard.place.team)
        told = Served(stranger_screen(met, asking.language, speaker.timezone), None, Outcome.REFUSE_NEUTRAL)
        open_to_all = {name for name, tool in registry.TOOLS.items() if tool.open_to_all}
        answers = [
            s if r.capability in open_to_all else replace(told, outcome=s.outcome)
            for r, s in zip(requests, served, strict=True)
        ]
        asked = met.standing is Standing.ASKED
        return [*answers, told] if asked else answers, asked

    def _close_draft(
        self, understanding: Understanding, asking: Asking, heard: Heard, key: str
    ) -> dict[str, Any]:
        request = understanding.requests[0]
        waiting = None
        if asking.person.person_id is not None:
            with self.gate.viewing(asking.person) as session:
                waiting = drafts.open_draft(session, asking.person.person_id, asking.thread)
        left = self._left_behind(waiting, asking, key)
        again = left if request.capability is Capability.CONFIRM else None
        served = Served(None, again, Outcome.ANSWER, draft=again.first_line if again else "")
        self.witness(key, understanding, [served])
        self._remember((request,), [served], asking, asking.text, key)
        if waiting is None and request.capability is Capability.CANCEL and (undo := self._undone(asking)):
            return _thought(self._posts([undo], heard, key))
        if waiting is None:
            words = problems.NOTHING_WAITS if request.capability is Capability.CONFIRM else problems.NOTHING_TO_UNDO
            return _thought([self._post(problems.words(words[asking.language]), heard.place, key, "nothing")])
        if request.capability is Capability.CANCEL:
            with self.gate.acting(asking.person, Right.ASK) as action:
                drafts.discard(action, waiting.key)
            words = problems.DISCARDED if left is None else problems.DISCARDED_LATER
            screen = problems.words(words[asking.language].format(draft=left.first_line if left else ""))
            return _thought([self._post(screen, heard.place, key, "discarded")])
        place, posts = heard.place, []
        if place.shared:
            place = Place(place.team, self.delivery.direct(place.team, heard.user), None, shared=False)
            screen = problems.words(problems.SENT_DIRECTLY[asking.language])
            posts = [self._post(screen, heard.place, key, "confirmed")]
        if again is not None:
            return _thought([*posts, self._post(again, place, key, "again")])
        return _thought(posts, self.confirming.request(waiting.key, place, heard.speaker_team, heard.user, None, key))

    def _left_behind(self, waiting: drafts.OpenDraft | None, asking: Asking, key: str) -> Screen | None:
        """The waiting draft once more, where the person asked something else since it was shown."""
        if waiting is None:
            return None
        line = conversations.passed_over(self.gate, asking.person, asking.thread, key, waiting)
        if line is None:
            return None
        return problems.passed_over_screen(line, waiting.key, waiting.begun_at, asking.language)

    def _undone(self, asking: Asking) -> Served | None:
        """A draft that undoes what the person last confirmed in the thread, where that can be undone."""
        if asking.person.person_id is None:
            return None
        with self.gate.viewing(asking.person) as session:
            done = drafts.last_confirmed(session, asking.person.person_id, asking.thread)
        try:
            result = price_lists.undo_asked(asking)
            if result is None and done is not None and done.capability in UNDOERS:
                result = UNDOERS[done.capability](asking, done)
            if result is None:
                return None
            screen, outcome = replies.screen_for(result.value, asking.language), result.outcome
        except Refusal as refusal:
            screen, outcome = problems.refusal_screen(refusal, asking.language), Outcome.ANSWER
        return Served(None, screen, outcome)

    def _remember(
        self, requests: tuple[Request, ...], served: list[Served], asking: Asking, text: str, key: str
    ) -> bool:
        clarification = next((r.clarification for r in requests if r.clarification), None)
        turn = conversations.Turn(
            requests=requests,
            choices=clarification.choices if clarification else (),
            listed=tuple(name for s in served for name in s.listed),
            question=text,
            outcome=str(served[0].outcome),
            sources=tuple(name for s in served for name in s.sources),
            draft=next((s.draft for s in served if s.draft), ""),
        )
        return conversations.remember(self.gate, asking.person, asking.thread, key, turn, asking.now)

    def _posts(self, served: list[Served], heard: Heard, key: str) -> list[dict[str, Any]]:
        public = list({s.public.text: s.public for s in served if s.public}.values())
        private = [s.private for s in served if s.private]
        posts = []
        if private:
            direct = self.delivery.direct(heard.place.team, heard.user)
            place = Place(heard.place.team, direct, None, shared=False)
            posts.append(self._post(replies.together(private), place, key, "private"))
        if public:
            screen = replies.together(public)
            if heard.pressed:
                screen = replies.repeating(screen, heard.text)
            posts.append(self._post(screen, heard.place, key, "public"))
        return posts

    @staticmethod
    def _post(screen: Screen, place: Place, key: str, part: str) -> dict[str, Any]:
        return post_of(
            screen, key=f"{key}/{part}", team=place.team, conversation=place.conversation, thread=place.thread
        ).plain()


def _is_blank(text: str) -> bool:
    return all(unicodedata.category(sign)[0] in "CZ" or sign in UNSEEN for sign in text)


def _thought(
    posts: list[dict[str, Any]], confirm: dict[str, Any] | None = None, *, owed: bool = False
) -> dict[str, Any]:
    return {"posts": posts, "confirm": confirm, "owed": owed}


def _post(plain: dict[str, Any]) -> Post:
    return Post(**{**plain, "files": tuple(tuple(f) for f in plain["files"])})


def _language(name: str) -> Any:  # noqa: ANN401 - narrowed to the two languages there are
    return "de" if name == "de" else "en"
