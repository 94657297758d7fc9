"""The parts of forms: a modal's frame, its inputs, and what was typed into them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from bot.screens.blocks import Block, section, shorten
from bot.screens.text import Language, escape
from channel.errors import Refusal

View = dict[str, Any]
INPUT: Final = "typed"
"""The action id of each input, below its block id, which is the field's name."""
LONGEST_TEXT: Final = 3000
MOST_OPTIONS: Final = 100
TITLE_LIMIT: Final = 24
CANCEL: Final[dict[Language, str]] = {"en": "Cancel", "de": "Abbrechen"}
CLOSE: Final[dict[Language, str]] = {"en": "Close", "de": "Schließen"}


def form(
    kind: str, title: str, submit: str, kept: Mapping[str, str], blocks: list[Block], language: Language
) -> View:
    """A modal that is sent as `kind`; `kept` comes back with it."""
    return {
        "type": "modal",
        "callback_id": kind,
        "private_metadata": json.dumps(dict(kept)),
        "title": _plain(title, TITLE_LIMIT),
        "submit": _plain(submit, TITLE_LIMIT),
        "close": _plain(CANCEL[language]),
        "blocks": blocks,
    }


def notice_view(refusal: Refusal, language: Language) -> View:
    """A form that cannot be filled in: why, and what to do next."""
    words = "\n".join(escape(part) for part in refusal.words(language) if part)
    return {"type": "modal", "title": _plain("Tierdesk"), "close": _plain(CLOSE[language]), "blocks": [section(words)]}


def text_input(
    name: str, label: str, known: str = "", *, long: bool = False, longest: int = LONGEST_TEXT, optional: bool = True
) -> Block:
    """A field for words; `long` gives it several lines, `longest` is in characters."""
    element: Block = {"type": "plain_text_input", "action_id": INPUT, "multiline": long, "max_length": longest}
    if known:
        element["initial_value"] = shorten(known, longest)
    return _input(name, label, element, optional)


def date_input(name: str, label: str, known: str = "", *, optional: bool = True) -> Block:
    """A field for a day; `known` is an ISO date."""
    element: Block = {"type": "datepicker", "action_id": INPUT}
    if known:
        element["initial_date"] = known
    return _input(name, label, element, optional)


def one_of(name: str, label: str, options: Mapping[str, str], *, optional: bool = False) -> Block:
    """One choice among words by value."""
    return _input(name, label, {"type": "radio_buttons", "action_id": INPUT, "options": _options(options)}, optional)


def some_of(
    name: str, label: str, options: Mapping[str, str], known: Sequence[str] = (), *, optional: bool = False
) -> Block:
    """Several choices among words by value."""
    element: Block = {"type": "checkboxes", "action_id": INPUT, "options": _options(options)}
    if chosen := [option for option in element["options"] if option["value"] in known]:
        element["initial_options"] = chosen
    return _input(name, label, element, optional)


def select_input(name: str, label: str, options: Mapping[str, str], known: str = "", *, optional: bool = False) -> Block:
    """One choice from a list that folds out, words by value; at most 100."""
    drawn = _options(dict(list(options.items())[:MOST_OPTIONS]))
    element: Block = {"type": "static_select", "action_id": INPUT, "options": drawn}
    if chosen := next((option for option in drawn if option["value"] == known), None):
        element["initial_option"] = chosen
    return _input(name, label, element, optional)


def multi_select_input(
    name: str, label: str, options: Mapping[str, str], known: Sequence[str] = (), *, optional: bool = True
) -> Block:
    """Several choices from a list that folds out, words by value; at most 100."""
    drawn = _options(dict(list(options.items())[:MOST_OPTIONS]))
    element: Block = {"type": "multi_static_select", "action_id": INPUT, "options": drawn}
    if chosen := [option for option in drawn if option["value"] in known]:
        element["initial_options"] = chosen
    return _input(name, label, element, optional)


def time_input(name: str, label: str, known: str = "", *, optional: bool = True) -> Block:
    """A field for a time of day; `known` is written 09:30."""
    element: Block = {"type": "timepicker", "action_id": INPUT}
    if known:
        element["initial_time"] = known
    return _input(name, label, element, optional)


def file_input(name: str, label: str, *, most: int = 10) -> Block:
    """A field for files; what comes back are Slack's ids, joined by commas."""
    return _input(name, label, {"type": "file_input", "action_id": INPUT, "max_files": most}, optional=False)


def typed(state: dict[str, Any]) -> dict[str, str]:
    """What was typed into a form: field name to text, several choices joined by commas; empty where nothing was.

    Args:
        state: `view["state"]["values"]` as Slack sends it.
    """
    return {name: _text(next(iter(inputs.values()), {})) for name, inputs in state.items()}


def _text(value: dict[str, Any]) -> str:
    if value.get("selected_options") is not None:
        return ",".join(option["value"] for option in value["selected_options"])
    if value.get("selected_option"):
        return str(value["selected_option"]["value"])
    if value.get("files") is not None:
        return ",".join(str(file["id"]) for file in value["files"])
    return str(value.get("value") or value.get("selected_date") or value.get("selected_time") or "")


def _options(options: Mapping[str, str]) -> list[Block]:
    return [{"text": _plain(text, 75), "value": value} for value, text in options.items()]


def _input(name: str, label: str, element: Block, optional: bool) -> Block:  # noqa: FBT001 - a block's own flag
    return {"type": "input", "block_id": name, "optional": optional, "label": _plain(label), "element": element}


def _plain(text: str, limit: int = 150) -> Block:
    return {"type": "plain_text", "text": shorten(text, limit)}
