"""users.*, team.*, bots.*: who is who."""

from __future__ import annotations

from bot.playground import described
from bot.playground.shapes import ApiError, Json
from bot.playground.state import APP_ID
from bot.playground.web_api.calls import Call, Method, page


def info(call: Call) -> Json:
    """users.info"""
    user = _seen(call)
    return {"user": described.user(call.ws, user, call.team, include_locale=call.flag("include_locale"))}


def listing(call: Call) -> Json:
    """users.list"""
    known = [user for user in (*call.ws.people, *call.ws.bots) if call.ws.sees_team(call.team, user)]
    items, metadata = page(known, call, 1000)
    locale = call.flag("include_locale")
    shown = [described.user(call.ws, user, call.team, include_locale=locale) for user in items]
    return {"members": shown, "cache_ts": call.ws.seconds(), **metadata}


def by_email(call: Call) -> Json:
    """users.lookupByEmail"""
    email = call.need("email").casefold()
    for person in call.ws.people.values():
        if person.email.casefold() == email and call.ws.sees_team(call.team, person.id):
            return {"user": described.user(call.ws, person.id, call.team)}
    raise ApiError("users_not_found")


def profile(call: Call) -> Json:
    """users.profile.get"""
    return {"profile": described.user(call.ws, _seen(call), call.team)["profile"]}


def team(call: Call) -> Json:
    """team.info"""
    wanted = call.text("team") or call.team
    if wanted not in call.ws.organisations:
        raise ApiError("team_not_found")
    return {"team": described.team(call.ws, wanted)}


def bot(call: Call) -> Json:
    """bots.info"""
    wanted = call.text("bot") or described.bot_id(call.team)
    for team_id in call.ws.organisations:
        if described.bot_id(team_id) == wanted:
            shown = {
                "id": wanted,
                "deleted": False,
                "name": call.ws.manifest.name,
                "updated": 0,
                "app_id": APP_ID,
                "user_id": call.bot,
                "icons": {},
            }
            return {"bot": shown}
    raise ApiError("bot_not_found")


def external_teams(call: Call) -> Json:
    """team.externalTeams.list"""
    met = {
        team_id
        for place in call.ws.conversations.values()
        if call.team in place.teams
        for team_id in place.teams
        if team_id != call.team
    }
    shown = [
        {
            "team_id": team_id,
            "team_name": call.ws.organisations[team_id].name,
            "team_domain": call.ws.organisations[team_id].key,
            "connection_status": "CONNECTED",
        }
        for team_id in sorted(met)
    ]
    return {"organizations": shown, "total_count": len(shown), "response_metadata": {"next_cursor": ""}}


def groups(_call: Call) -> Json:
    """usergroups.list: there are none."""
    return {"usergroups": []}


def emoji(_call: Call) -> Json:
    """emoji.list: there are none besides Slack's own."""
    return {"emoji": {}, "cache_ts": "0"}


def _seen(call: Call) -> str:
    user = call.text("user") or call.bot
    known = user in call.ws.people or user in call.ws.bots
    if not known or not call.ws.sees_team(call.team, user):
        raise ApiError("user_not_found")
    return user


METHODS = (
    Method("users.info", info, 4, ("users:read",)),
    Method("users.list", listing, 2, ("users:read",)),
    Method("users.lookupByEmail", by_email, 3, ("users:read.email",)),
    Method("users.profile.get", profile, 4, ("users.profile:read", "users:read")),
    Method("team.info", team, 3, ("team:read",)),
    Method("bots.info", bot, 3, ("users:read",)),
    Method("usergroups.list", groups, 2, ("usergroups:read",)),
    Method("emoji.list", emoji, 2, ("emoji:read",)),
    Method("team.externalTeams.list", external_teams, 2, ("conversations.connect:manage", "team:read")),
)
