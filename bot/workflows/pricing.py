"""Price lists read anew: after the form, without the rows that cannot be used, or to send every row as a file.

Large files take seconds, so that this is durable work of its own, and says how far it is where the pressed message is.
"""

from dataclasses import dataclass
from typing import Any

from bot import conversations, replies
from bot.delivery import Delivery, post_of
from bot.identity import Identity, Speaker
from bot.places import Place
from bot.screens import price_lists as screens
from bot.screens import problems
from bot.screens.blocks import Screen
from bot.screens.price_list_words import WORDS
from bot.screens.text import Language, number
from bot.tools.price_list_drafting import compared
from bot.tools.price_lists import changed
from bot.tools.results import Asking
from bot.workflows.runtime import Work
from channel.access.gate import Gate
from channel.clock import Clock
from channel.errors import Refusal
from ingest.reading import Reading
from knowledge.library import Library

WORK = "prices"
EVERY = 10_000
"""After so many rows the message says how far it is."""


@dataclass(frozen=True)
class Pricing:
    """Reads price lists anew; registered with the durable engine as `prices`."""

    gate: Gate
    clock: Clock
    library: Library
    reading: Reading
    identity: Identity
    delivery: Delivery

    @staticmethod
    def request(
        draft_key: str, place: Place, speaker_team: str, user: str, message: str | None, said: dict[str, Any] | None
    ) -> dict[str, Any]:
        """What the work takes; `said` is what the form or a button said, none to send every row."""
        return {
            "draft": draft_key,
            "place": place.plain(),
            "speaker_team": speaker_team,
            "user": user,
            "message": message,
            "said": said,
        }

    def work(self, work: Work) -> None:
        """The durable work."""
        asked = work.payload
        place = Place(**asked["place"])
        speaker = self.identity.speaker(asked["speaker_team"], asked["user"])
        language = conversations.language_of(self.gate, speaker.viewer, place.key, speaker.language)
        asking = self._asking(speaker, language, place)
        rows_only = asked["said"] is None
        screen = self._screen(asking, asked, work.key, place)
        post = post_of(
            screen,
            key=f"{work.key}/read",
            team=place.team,
            conversation=place.conversation,
            thread=place.thread,
            replaces=None if rows_only else asked["message"],
        )
        self.delivery.deliver(post, look_first=work.resumed)

    def _screen(self, asking: Asking, asked: dict[str, Any], key: str, place: Place) -> Screen:
        def progress(rows: int) -> None:
            if asked["message"] and asked["said"] is not None and rows % EVERY == 0 and rows:
                self._tell(asking.language, rows, f"{key}/progress", place, asked["message"])

        try:
            if asked["said"] is None:
                return screens.rows_file(compared(asking, asked["draft"]), asking.language)
            result = changed(asking, asked["draft"], asked["said"], progress)
            return replies.screen_for(result.value, asking.language)
        except Refusal as refusal:
            return problems.refusal_screen(refusal, asking.language)

    def _tell(self, language: Language, rows: int, key: str, place: Place, message: str) -> None:
        words = WORDS[language]["reading"].format(count=number(rows, language))
        post = post_of(
            problems.words(words),
            key=key,
            team=place.team,
            conversation=place.conversation,
            thread=place.thread,
            replaces=message,
        )
        self.delivery.deliver(post, look_first=False)

    def _asking(self, speaker: Speaker, language: Language, place: Place) -> Asking:
        return Asking(
            viewer=speaker.viewer,
            person=speaker.viewer,
            text="",
            language=language,
            now=self.clock.now(),
            thread=place.key,
            gate=self.gate,
            library=self.library,
            reading=self.reading,
        )
