"""The element that somebody uses, and the action that the app hears of."""

from __future__ import annotations

from bot.playground import view_state
from bot.playground.shapes import Json
from channel.errors import NotFound


def find(blocks: list[Json], action: Json) -> tuple[Json, Json]:
    """The block and element that an action names by `action_id` and perhaps `block_id`.

    Raises:
        NotFound: there is none.
    """
    found = [
        (block, element)
        for block, element in view_state.elements(blocks)
        if element.get("action_id") == action["action_id"]
        and action.get("block_id") in (None, "", block.get("block_id"))
    ]
    same_value = [pair for pair in found if pair[1].get("value") == action.get("value")]
    if found:
        return (same_value or found)[0]
    raise NotFound("This button is not there any more.", "Look at the newest version of the message.")


def action_of(block: Json, element: Json, given: Json, ts: str) -> Json:
    """The entry of `actions` in the payload.

    Raises:
        NotFound: what was chosen is not offered.
    """
    kind = element["type"]
    done: Json = {
        "action_id": element["action_id"],
        "block_id": block.get("block_id", ""),
        "type": kind,
        "action_ts": ts,
    }
    if kind in ("button", "icon_button", "workflow_button"):
        value = given.get("value") or element.get("value")
        done |= {"text": element.get("text"), **({"value": value} if value is not None else {})}
        if element.get("style"):
            done["style"] = element["style"]
    elif kind == "feedback_buttons":
        done |= {"value": given.get("value"), "text": _feedback_text(element, given.get("value"))}
    else:
        field = view_state.FIELD[kind]
        done[field] = _chosen(element, given, field)
        if kind == "timepicker" and element.get("timezone"):
            done["timezone"] = element["timezone"]
    return done


def _chosen(element: Json, given: Json, field: str) -> object:
    chosen = given.get(field, given.get("value") if field == "value" else None)
    if field not in ("selected_option", "selected_options") or chosen is None:
        return chosen
    offered = [*element.get("options", [])]
    for group in element.get("option_groups", []):
        offered += group["options"]
    if element["type"].endswith("external_select"):
        return chosen
    by_value = {option["value"]: option for option in offered}
    wanted = chosen if isinstance(chosen, list) else [chosen]
    found = [by_value.get(_value(option)) for option in wanted]
    if None in found:
        raise NotFound("This choice is not offered.", "Choose one from the list.")
    return found if isinstance(chosen, list) else found[0]


def _value(option: object) -> str:
    return str(option["value"]) if isinstance(option, dict) else str(option)


def _feedback_text(element: Json, value: str | None) -> Json | None:
    for key in ("positive_button", "negative_button"):
        if element[key].get("value") == value:
            text: Json = element[key]["text"]
            return text
    raise NotFound("This feedback is not offered.", "Press one of the two buttons.")
