"""oauth.v2.access: installing the app in a workspace, and renewing its token.

The other half, `/oauth/v2/authorize`, is where a person agrees (see `authorise`).
"""

from __future__ import annotations

import base64
import html
from datetime import timedelta
from urllib.parse import urlencode

from bot.playground import described, people
from bot.playground.shapes import ApiError, Grant, Json
from bot.playground.state import APP_ID, Workspace
from bot.playground.web_api.calls import Call, Method

CLIENT_ID = "play-client-id"
CLIENT_SECRET = "play-client-secret"  # noqa: S105 - a secret of the playground
TOKEN_LIFE = timedelta(hours=12)
CODE_LIFE = timedelta(minutes=10)


def authorise(ws: Workspace, user: str, redirect_uri: str, state: str, client_id: str) -> str:
    """The address to go back to when the person has agreed to install the app in their workspace.

    Raises:
        ApiError: `bad_client_id`, `bad_redirect_uri`, `user_not_found`.
    """
    if client_id != CLIENT_ID:
        raise ApiError("bad_client_id")
    if not redirect_uri.startswith(("http://127.0.0.1", "http://localhost", "https://")):
        raise ApiError("bad_redirect_uri")
    code = ws.new_id("code-")
    ws.codes[code] = Grant(ws.team_of(user), user, ws.now() + CODE_LIFE)
    return f"{redirect_uri}{'&' if '?' in redirect_uri else '?'}{urlencode({'code': code, 'state': state})}"


def choice(ws: Workspace, query: dict[str, str]) -> str:
    """A page on which one chooses who agrees, for `authorise`."""
    links = "".join(
        f'<li><a href="?{html.escape(urlencode({**query, "as": organisation.people[0].id}))}">'
        f"{html.escape(organisation.people[0].name)}, {html.escape(organisation.name)}</a></li>"
        for organisation in ws.organisations.values()
    )
    title = f"Install {html.escape(ws.manifest.name)}"
    return f"<!DOCTYPE html><title>{title}</title><h1>{title}</h1><p>Who agrees?</p><ul>{links}</ul>"


def access(call: Call) -> Json:
    """oauth.v2.access"""
    if _client(call) != (CLIENT_ID, CLIENT_SECRET):
        raise ApiError("invalid_client_id" if _client(call)[0] != CLIENT_ID else "bad_client_secret")
    refreshing = call.text("grant_type") == "refresh_token"
    kept = call.ws.refresh_tokens if refreshing else call.ws.codes
    grant = kept.pop(call.text("refresh_token" if refreshing else "code"), None)
    if grant is None or (not refreshing and call.ws.now() > grant.until):
        raise ApiError("invalid_refresh_token" if refreshing else "invalid_code")
    call.ws.revoked.discard(grant.team)
    return {
        "app_id": APP_ID,
        "authed_user": {"id": grant.user},
        "scope": ",".join(call.ws.manifest.bot_scopes),
        "token_type": "bot",
        "bot_user_id": people.bot_user_id(grant.team),
        "team": {"id": grant.team, "name": described.team(call.ws, grant.team)["name"]},
        "enterprise": None,
        "is_enterprise_install": False,
        **_token(call, grant),
    }


def _token(call: Call, grant: Grant) -> Json:
    if not call.ws.manifest.token_rotation:
        return {"access_token": f"xoxb-play-{grant.team}"}
    token, refresh = f"xoxe.xoxb-{call.ws.new_id('')}", f"xoxe-{call.ws.new_id('')}"
    until = call.ws.now() + TOKEN_LIFE
    call.ws.rotated_tokens[token] = Grant(grant.team, grant.user, until)
    call.ws.refresh_tokens[refresh] = grant
    seconds = int(TOKEN_LIFE.total_seconds())
    return {"access_token": token, "refresh_token": refresh, "expires_in": seconds}


def _client(call: Call) -> tuple[str, str]:
    scheme, _, encoded = call.text("authorization").partition(" ")
    if scheme.casefold() == "basic":
        name, _, secret = base64.b64decode(encoded).decode().partition(":")
        return name, secret
    return call.text("client_id"), call.text("client_secret")


METHODS = (Method("oauth.v2.access", access, 4, caller="anybody"),)
