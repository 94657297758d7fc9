"""What people have typed and chosen in a view or message, in Slack's shape."""

from __future__ import annotations

from collections.abc import Iterator

from bot.playground.shapes import Json

FIELD = {
    "plain_text_input": "value",
    "number_input": "value",
    "email_text_input": "value",
    "url_text_input": "value",
    "rich_text_input": "rich_text_value",
    "static_select": "selected_option",
    "external_select": "selected_option",
    "radio_buttons": "selected_option",
    "overflow": "selected_option",
    "multi_static_select": "selected_options",
    "multi_external_select": "selected_options",
    "checkboxes": "selected_options",
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "multi_users_select": "selected_users",
    "multi_conversations_select": "selected_conversations",
    "multi_channels_select": "selected_channels",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "file_input": "files",
}
INITIAL = {
    "value": "initial_value",
    "rich_text_value": "initial_value",
    "selected_option": "initial_option",
    "selected_options": "initial_options",
    "selected_user": "initial_user",
    "selected_conversation": "initial_conversation",
    "selected_channel": "initial_channel",
    "selected_users": "initial_users",
    "selected_conversations": "initial_conversations",
    "selected_channels": "initial_channels",
    "selected_date": "initial_date",
    "selected_time": "initial_time",
    "selected_date_time": "initial_date_time",
}
HOLDERS = {
    "input": ("element", False),
    "section": ("accessory", False),
    "actions": ("elements", True),
    "context_actions": ("elements", True),
    "card": ("actions", True),
    "container": ("child_blocks", True),
    "carousel": ("elements", True),
}
STATELESS = ("overflow",)
LISTS = ("selected_options", "selected_users", "selected_conversations", "selected_channels", "files")


def elements(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Every interactive element with its block, in reading order, those inside containers too."""
    for block in blocks:
        place, many = HOLDERS.get(block.get("type", ""), ("", False))
        held = block.get(place)
        if held is None:
            continue
        if block["type"] in ("container", "carousel"):
            yield from elements(held)
        else:
            yield from ((block, element) for element in (held if many else [held]))


def state_of(blocks: list[Json], given: Json, kept: Json) -> Json:
    """`state.values`: what was given, else what was kept before, else the initial value."""
    values: Json = {}
    for block, element in elements(blocks):
        field = FIELD.get(element.get("type", ""))
        if field is None or element["type"] in STATELESS:
            continue
        block_id, action_id = block.get("block_id", ""), element.get("action_id", "")
        entry = given.get(block_id, {}).get(action_id) or kept.get(block_id, {}).get(action_id)
        value = entry.get(field) if entry else element.get(INITIAL.get(field, ""))
        if value is None and field in LISTS:
            value = []
        values.setdefault(block_id, {})[action_id] = {"type": element["type"], field: value}
    return values


def missing(blocks: list[Json], values: Json) -> Json:
    """Block ids of required inputs that are empty, with a sentence for each."""
    errors: Json = {}
    for block in blocks:
        if block.get("type") != "input" or block.get("optional"):
            continue
        element = block["element"]
        field = FIELD.get(element["type"], "value")
        entry = values.get(block["block_id"], {}).get(element["action_id"], {})
        if entry.get(field) in (None, "", []):
            errors[block["block_id"]] = "Please complete this required field."
    return errors
