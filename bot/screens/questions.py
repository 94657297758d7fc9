"""One question with up to three answers as buttons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.screens.blocks import Screen, actions, button, section
from bot.screens.text import Language, escape
from bot.tools.questions import Question


def question_screen(value: Question, _language: Language) -> Screen:
    """The question, and each choice as a button that asks its words."""
    text = escape(value.text)
    choices = [button(choice.label, f"ask.{index}", choice.ask) for index, choice in enumerate(value.choices)]
    blocks = (section(text), actions(*choices)) if choices else (section(text),)
    labels = " / ".join(escape(choice.label) for choice in value.choices)
    return Screen(f"{text} {labels}".strip(), blocks)


SCREENS: dict[type, Callable[[Any, Language], Screen]] = {Question: question_screen}
