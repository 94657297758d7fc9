"""views.*: modals and Home."""

from __future__ import annotations

import json
import secrets

from bot.playground import block_rules, described, view_state
from bot.playground.shapes import ApiError, Happening, Json
from bot.playground.state import APP_ID, Workspace
from bot.playground.web_api.calls import Call, Method, bad_argument, with_ids

LARGEST = 250_000
HIGHEST_STACK = 3


def publish(call: Call) -> Json:
    """views.publish"""
    user = call.need("user_id")
    if user not in call.ws.people or not call.ws.sees_team(call.team, user):
        raise ApiError("invalid_arguments", response_metadata={"messages": ["[ERROR] invalid user_id"]})
    before = call.ws.homes.get(user)
    if call.text("hash") and (before is None or before["hash"] != call.text("hash")):
        raise ApiError("hash_conflict")
    view = new_view(call.ws, _given(call), call.team)
    if view["type"] != "home":
        raise bad_argument("[ERROR] must be a home view [json-pointer:/view/type]")
    if before is not None:
        view["id"] = view["root_view_id"] = before["id"]
        view["state"]["values"] = view_state.state_of(view["blocks"], {}, before["state"]["values"])
    call.ws.homes[user] = view
    call.ws.tell(Happening("home", user=user, extra={"view": view}))
    return {"view": view}


def open_modal(call: Call) -> Json:
    """views.open"""
    trigger = call.ws.use_trigger(call.need("trigger_id"))
    view = new_view(call.ws, _modal(call), call.team)
    call.ws.stacks[trigger.user] = []
    put_on_top(call.ws, trigger.user, view, "view_opened")
    return {"view": view}


def push(call: Call) -> Json:
    """views.push"""
    trigger = call.ws.use_trigger(call.need("trigger_id"))
    view = new_view(call.ws, _modal(call), call.team)
    if not call.ws.stacks.get(trigger.user):
        raise ApiError("not_found")
    put_on_top(call.ws, trigger.user, view, "view_pushed")
    return {"view": view}


def update(call: Call) -> Json:
    """views.update"""
    before = _found(call)
    if call.text("hash") and call.text("hash") != before["hash"]:
        raise ApiError("hash_conflict")
    return {"view": replace(call.ws, before, _modal(call))}


def new_view(ws: Workspace, given: Json, team: str) -> Json:
    """A view with its ids and an empty state, after checking it.

    Raises:
        ApiError: `invalid_arguments`, `view_too_large`.
    """
    if len(json.dumps(given)) > LARGEST:
        raise ApiError("view_too_large")
    problems = block_rules.check_view(given)
    if problems:
        raise bad_argument(*(f"[ERROR] {p.message} [json-pointer:/view{p.pointer}]" for p in problems))
    view_id = ws.new_id("V")
    blocks = with_ids(ws, given["blocks"])
    return {
        "id": view_id,
        "team_id": team,
        "type": given["type"],
        "blocks": blocks,
        "private_metadata": given.get("private_metadata", ""),
        "callback_id": given.get("callback_id", ""),
        "state": {"values": view_state.state_of(blocks, {}, {})},
        "hash": _hash(ws),
        "title": given.get("title") or {"type": "plain_text", "text": "View Title", "emoji": True},
        "clear_on_close": bool(given.get("clear_on_close")),
        "notify_on_close": bool(given.get("notify_on_close")),
        "close": given.get("close"),
        "submit": given.get("submit"),
        "previous_view_id": None,
        "root_view_id": view_id,
        "app_id": APP_ID,
        "external_id": given.get("external_id", ""),
        "app_installed_team_id": team,
        "bot_id": described.bot_id(team),
    }


def put_on_top(ws: Workspace, user: str, view: Json, kind: str) -> None:
    """Show a view above those that are open.

    Raises:
        ApiError: `push_limit_reached`.
    """
    stack = ws.stacks.setdefault(user, [])
    if len(stack) >= HIGHEST_STACK:
        raise ApiError("push_limit_reached")
    if stack:
        view["previous_view_id"] = stack[-1]
        view["root_view_id"] = stack[0]
    ws.views[view["id"]] = view
    stack.append(view["id"])
    ws.tell(Happening(kind, user=user, extra={"view": view}))


def replace(ws: Workspace, before: Json, given: Json) -> Json:
    """Put another content into an open view; what was typed stays where the ids are the same.

    Raises:
        ApiError: what `new_view` raises.
    """
    view = new_view(ws, given, before["team_id"])
    for key in ("id", "root_view_id", "previous_view_id", "app_installed_team_id"):
        view[key] = before[key]
    view["state"]["values"] = view_state.state_of(view["blocks"], {}, before["state"]["values"])
    ws.views[view["id"]] = view
    user = next(user for user, stack in ws.stacks.items() if view["id"] in stack)
    ws.tell(Happening("view_updated", user=user, extra={"view": view}))
    return view


def open_views(ws: Workspace, user: str) -> list[Json]:
    """The person's stack of modals, the visible one last."""
    return [ws.views[view_id] for view_id in ws.stacks.get(user, [])]


def _found(call: Call) -> Json:
    view_id, external_id = call.text("view_id"), call.text("external_id")
    for stack in call.ws.stacks.values():
        for open_id in stack:
            view = call.ws.views[open_id]
            if open_id == view_id or (external_id and view["external_id"] == external_id):
                return view
    raise ApiError("not_found")


def _given(call: Call) -> Json:
    view = call.json("view")
    if not isinstance(view, dict) or view.get("type") not in ("modal", "home"):
        raise bad_argument("[ERROR] must be a view [json-pointer:/view]")
    return view


def _modal(call: Call) -> Json:
    view = _given(call)
    if view["type"] != "modal":
        raise bad_argument("[ERROR] must be a modal [json-pointer:/view/type]")
    return view


def _hash(ws: Workspace) -> str:
    return f"{ws.seconds()}.{secrets.token_hex(4)}"


METHODS = (
    Method("views.publish", publish, 4),
    Method("views.open", open_modal, 4),
    Method("views.push", push, 4),
    Method("views.update", update, 4),
)
