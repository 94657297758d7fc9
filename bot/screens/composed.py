"""An answer in sentences that a chat model composed, above the quotes that they were checked against."""

from collections.abc import Callable
from typing import Any

from bot.screens.blocks import SECTION_LIMIT, Block, Screen, context, shorten
from bot.screens.documents import answer_screen
from bot.screens.text import INVISIBLE, Language, escape
from knowledge.writing import Written

COMPOSED: dict[Language, str] = {
    "en": "Put into words by a language model from the sources below; every figure was checked against them.",
    "de": "Von einem Sprachmodell aus den Quellen unten formuliert; jede Zahl wurde an ihnen geprüft.",
}


def written_screen(value: Written, language: Language) -> Screen:
    """The sentences with the numbers of their sources, then the quotes and sources as without a model.

    The sentences are plain text, so that nothing in them is drawn as a link, a mention or formatting.
    """
    words = " ".join(f"{s.text} {''.join(f'[{number}]' for number in s.citations)}" for s in value.sentences)
    beneath = answer_screen(value.answer, language)
    return Screen(
        f"{escape(words)}\n{COMPOSED[language]}\n{beneath.text}",
        (_plain(words), context(COMPOSED[language]), *beneath.blocks),
        beneath.files,
    )


def _plain(words: str) -> Block:
    text = shorten(INVISIBLE.sub("", words), SECTION_LIMIT)
    return {"type": "section", "text": {"type": "plain_text", "text": text, "emoji": False}}


SCREENS: dict[type, Callable[[Any, Language], Screen]] = {Written: written_screen}
