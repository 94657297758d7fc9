"""Slack's limits for interactive elements and images inside blocks."""

from __future__ import annotations

from typing import Any

from bot.playground.block_checker import Checker
from bot.playground.shapes import Json

ACTION_ID = 255
MODAL_INPUTS = {"number_input", "email_text_input", "url_text_input", "file_input"}
SELECTS = {
    f"{many}{kind}_select"
    for many in ("", "multi_")
    for kind in ("static", "external", "users", "conversations", "channels")
}
ELEMENTS = {
    "actions": SELECTS
    | {"button", "overflow", "datepicker", "timepicker", "datetimepicker", "radio_buttons", "checkboxes"}
    | {"workflow_button", "icon_button", "feedback_buttons"},
    "context": {"image", "plain_text", "mrkdwn"},
    "context_actions": {"feedback_buttons", "icon_button"},
    "accessory": SELECTS
    | {"button", "overflow", "datepicker", "timepicker", "radio_buttons", "checkboxes", "image"}
    | {"workflow_button"},
    "input": SELECTS
    | MODAL_INPUTS
    | {"plain_text_input", "rich_text_input", "datepicker", "timepicker", "datetimepicker"}
    | {"radio_buttons", "checkboxes"},
}


def element(c: Checker, item: Any, at: str, place: str) -> None:  # noqa: ANN401 - any JSON
    """Check an interactive element in a block of the kind `place`."""
    if not isinstance(item, dict) or not c.one_of(item.get("type"), ELEMENTS[place], f"{at}/type"):
        return
    kind = item["type"]
    _surface(c, kind, at)
    c.longest(item.get("action_id"), ACTION_ID, f"{at}/action_id")
    if kind == "image":
        image_element(c, item, at)
    if kind == "button":
        _button(c, item, at)
    if kind == "feedback_buttons":
        _feedback(c, item, at)
    if kind == "icon_button":
        c.one_of(item.get("icon"), {"trash"}, f"{at}/icon")
        c.text(item, "text", 75, at, plain=True)
    _choices(c, item, at, kind)
    c.text(item, "placeholder", 150, at, plain=True, needed=False)
    if isinstance(item.get("confirm"), dict):
        _confirm(c, item["confirm"], f"{at}/confirm")


def _surface(c: Checker, kind: str, at: str) -> None:
    if kind in MODAL_INPUTS and c.surface != "modal":
        c.bad(f"{at}/type", f"{kind} is only available in modals", type="surface")
    if kind == "datetimepicker" and c.surface == "home":
        c.bad(f"{at}/type", "datetimepicker is not available on Home", type="surface")


def _feedback(c: Checker, item: Json, at: str) -> None:
    for key in ("positive_button", "negative_button"):
        button = c.need(item, key, at)
        if isinstance(button, dict):
            c.text(button, "text", 75, f"{at}/{key}", plain=True)
            c.longest(button.get("value"), 2_000, f"{at}/{key}/value")


def _button(c: Checker, item: Json, at: str) -> None:
    c.text(item, "text", 75, at, plain=True)
    c.longest(item.get("value"), 2_000, f"{at}/value")
    c.longest(item.get("url"), 3_000, f"{at}/url")
    c.longest(item.get("accessibility_label"), 75, f"{at}/accessibility_label")
    if item.get("style") is not None:
        c.one_of(item["style"], {"primary", "danger"}, f"{at}/style")


def _choices(c: Checker, item: Json, at: str, kind: str) -> None:
    most = {"overflow": 5, "checkboxes": 10, "radio_buttons": 10}.get(kind, 100)
    if kind in ("static_select", "multi_static_select") and item.get("option_groups") is not None:
        for n, group in enumerate(c.most(item["option_groups"], 100, f"{at}/option_groups")):
            c.text(group, "label", 75, f"{at}/option_groups/{n}", plain=True)
            _options(c, group.get("options"), f"{at}/option_groups/{n}/options", most)
    elif kind in ("static_select", "multi_static_select", "overflow", "checkboxes", "radio_buttons"):
        _options(c, item.get("options"), f"{at}/options", most)


def _options(c: Checker, options: Any, at: str, most: int) -> None:  # noqa: ANN401 - any JSON
    for n, option in enumerate(c.most(options, most, at)):
        if isinstance(option, dict):
            c.text(option, "text", 75, f"{at}/{n}")
            c.text(option, "description", 75, f"{at}/{n}", needed=False)
            c.longest(c.need(option, "value", f"{at}/{n}"), 150, f"{at}/{n}/value")


def _confirm(c: Checker, confirm: Json, at: str) -> None:
    for key, most in (("title", 100), ("text", 300), ("confirm", 30), ("deny", 30)):
        c.text(confirm, key, most, at, plain=key != "text", needed=key == "text")


def image_element(c: Checker, item: Json, at: str) -> None:
    """Check an image beside or among texts."""
    if not item.get("image_url") and not item.get("slack_file"):
        c.bad(at, "must have image_url or slack_file", type="required")
    c.need(item, "alt_text", at)
