"""A message with files: what each taker makes of them, shown to the person alone."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot import conversations, replies
from bot.delivery import Delivery, post_of
from bot.intake import Intake, Received
from bot.places import Place
from bot.screens import intake as words
from bot.screens import problems
from bot.screens.blocks import Screen, context
from bot.screens.text import Language, escape
from bot.serving import Served
from bot.tools.results import Asking, Outcome, Result
from bot.understanding.requests import Capability, Request
from channel.errors import Refusal, Unavailable


@dataclass(frozen=True)
class Taking:
    """Turns received files into drafts and what to show of them."""

    intake: Intake
    delivery: Delivery

    def place_for(self, place: Place, user: str) -> Place:
        """Where drafts of files are shown: the app's own conversation with who dropped them."""
        if not place.shared:
            return place
        return Place(place.team, self.delivery.direct(place.team, user), None, shared=False)

    def telling(self, place: Place, key: str) -> Callable[[str], None]:
        """What shows how far the reading is: one message, kept up to date, above the answer to come."""
        shown: list[str] = []

        def tell(sentence: str) -> None:
            post = post_of(
                problems.words(escape(sentence)),
                key=f"{key}/progress",
                team=place.team,
                conversation=place.conversation,
                thread=place.thread,
                replaces=shown[-1] if shown else None,
            )
            shown.append(self.delivery.deliver(post, look_first=False))

        return tell

    def take(self, asking: Asking, received: Received, text: str, key: str) -> Served:
        """What became of the files, one under the other; the turn is remembered in the draft's thread."""
        screens: list[Screen] = []
        results: list[Result] = []
        for found in self._offered(asking, received, text):
            if isinstance(found, Refusal):
                screens.append(problems.refusal_screen(found, asking.language))
            else:
                results.append(found)
                screens.append(replies.screen_for(found.value, asking.language))
        screens += [problems.words(escape(sentence)) for sentence in received.refused]
        screen = replies.together(screens or [problems.refusal_screen(_nobody(asking.language), asking.language)])
        draft = screen.first_line if any(result.draft for result in results) else ""
        self._remember(asking, results, text, key, draft)
        return Served(screen, None, results[0].outcome if results else Outcome.ANSWER, draft=draft)

    def _offered(self, asking: Asking, received: Received, text: str) -> list[Result | Refusal]:
        if not received.keys:
            return []
        try:
            return self.intake.offer(asking, received.keys, text)
        except Refusal as refusal:
            return [refusal]

    @staticmethod
    def _remember(asking: Asking, results: list[Result], text: str, key: str, draft: str) -> None:
        request = Request(Capability.KNOWLEDGE_PUBLISH, text=text, language=asking.language)
        turn = conversations.Turn(
            requests=(request,),
            choices=(),
            listed=tuple(name for result in results for name in result.listed),
            question=text,
            outcome=str(results[0].outcome if results else Outcome.ANSWER),
            draft=draft,
        )
        conversations.remember(asking.gate, asking.person, asking.thread, key, turn, asking.now)


def not_for_you(language: Language) -> Screen:
    """The kind sentence for who does not publish."""
    return Screen(
        f"{words.NOT_FOR_YOU[language]} {words.INSTEAD[language]}",
        (problems.words(words.NOT_FOR_YOU[language]).blocks[0], context(words.INSTEAD[language])),
    )


def received_of(plain: dict[str, Any] | None) -> Received:
    """What the durable engine kept of a reception."""
    return Received(tuple(plain["keys"]), tuple(plain["refused"])) if plain else Received()


def _nobody(language: Language) -> Refusal:
    return Unavailable(words.NO_TAKER[language], words.INSTEAD[language])
