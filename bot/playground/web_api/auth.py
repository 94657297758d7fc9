"""auth.*, apps.*, blocks.validate, api.test: the app itself."""

from __future__ import annotations

from bot.playground import block_rules, described, people
from bot.playground.shapes import ApiError, Json
from bot.playground.web_api.calls import Call, Method, bad_argument


def test(call: Call) -> Json:
    """auth.test"""
    organisation = call.ws.organisations[call.team]
    return {
        "url": f"{call.services.base_url}/",
        "team": organisation.name,
        "user": call.ws.manifest.name.lower(),
        "team_id": call.team,
        "user_id": call.bot,
        "bot_id": described.bot_id(call.team),
        "is_enterprise_install": False,
    }


def revoke(call: Call) -> Json:
    """auth.revoke"""
    if not call.flag("test"):
        event = {
            "type": "tokens_revoked",
            "tokens": {"oauth": [], "bot": [call.bot]},
            "event_ts": call.ws.new_ts(),
        }
        call.services.events.send(event, call.team)
        call.ws.revoked.add(call.team)
    return {"revoked": not call.flag("test")}


def uninstall(call: Call) -> Json:
    """apps.uninstall"""
    call.services.events.send({"type": "app_uninstalled", "event_ts": call.ws.new_ts()}, call.team)
    return revoke(call) and {}


def open_connection(call: Call) -> Json:
    """apps.connections.open"""
    address = call.services.base_url.replace("http://", "ws://", 1)
    return {"url": address + call.services.sockets.new_ticket()}


def event_authorizations(call: Call) -> Json:
    """apps.event.authorizations.list"""
    call.need("event_context")
    shown = [
        {
            "enterprise_id": None,
            "team_id": team,
            "user_id": people.bot_user_id(team),
            "is_bot": True,
            "is_enterprise_install": False,
        }
        for team in call.ws.organisations
        if team not in call.ws.revoked
    ]
    return {"authorizations": shown, "response_metadata": {"next_cursor": ""}}


def validate(call: Call) -> Json:
    """blocks.validate"""
    given = [name for name in ("blocks", "message", "view") if call.args.get(name)]
    if len(given) != 1:
        raise bad_argument("[ERROR] provide exactly one of blocks, message, view")
    part = call.json(given[0])
    if given[0] == "view":
        problems = block_rules.check_view(part)
    else:
        blocks = part if given[0] == "blocks" else part.get("blocks", [])
        if not isinstance(blocks, list):
            raise bad_argument("[ERROR] blocks must be an array")
        problems = block_rules.check(blocks, "message")
    if problems:
        raise ApiError(f"invalid_{given[0]}", errors=[vars(problem) for problem in problems])
    return {}


def api_test(call: Call) -> Json:
    """api.test"""
    if call.text("error"):
        raise ApiError(call.text("error"), args=call.args)
    return {"args": call.args}


METHODS = (
    Method("auth.test", test, 0),
    Method("auth.revoke", revoke, 3),
    Method("apps.uninstall", uninstall, 1),
    Method("apps.connections.open", open_connection, 1, ("connections:write",), caller="app"),
    Method("apps.event.authorizations.list", event_authorizations, 4, ("authorizations:read",), caller="app"),
    Method("blocks.validate", validate, 0, caller="anybody"),
    Method("api.test", api_test, 4, caller="anybody"),
)
