"""`/api/<method>`: reads the arguments and the token, calls the method, answers as Slack does."""

from __future__ import annotations

import json
import logging
import re
from dataclasses import dataclass

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.playground.shapes import ApiError, Json
from bot.playground.state import Workspace
from bot.playground.traffic import Entry, Journal
from bot.playground.web_api import (
    assistant,
    auth,
    chat,
    conversations,
    files,
    oauth,
    reactions,
    streams,
    users,
    views,
)
from bot.playground.web_api.calls import Call, Method, Services
from bot.playground.web_api.rates import Rates

log = logging.getLogger("tierdesk.playground")

APP_TOKEN = "xapp-play"  # noqa: S105 - a token of the playground
BOT_TOKEN = "xoxb-play-"  # noqa: S105 - see above
MODULES = (assistant, auth, chat, conversations, files, oauth, reactions, streams, users, views)


@dataclass
class Fault:
    """An answer to be given instead of the real one, `times` more times."""

    method: str
    error: str
    retry_after: int
    times: int


def bot_token(team: str) -> str:
    """The token of the installation in a workspace, from `T…` or the organisation's key."""
    letters = re.sub(r"[^A-Z0-9]", "", team.upper())
    return BOT_TOKEN + letters


def team_of_token(ws: Workspace, token: str) -> str:
    """The workspace whose bot token this is.

    Raises:
        ApiError: `not_allowed_token_type`, `token_expired`, `token_revoked`, `invalid_auth`.
    """
    if token.startswith("xapp-"):
        raise ApiError("not_allowed_token_type")
    rotated = ws.rotated_tokens.get(token)
    if rotated is not None and ws.now() > rotated.until:
        raise ApiError("token_expired")
    names = {bot_token(name).casefold(): team for team in ws.organisations for name in (team, team[1:])}
    found = rotated.team if rotated else names.get(token.casefold())
    if found is None:
        raise ApiError("invalid_auth")
    if found in ws.revoked:
        raise ApiError("token_revoked")
    return found


class WebApi:
    """All methods, with fault injection and the journal."""

    def __init__(self, ws: Workspace, services: Services, journal: Journal) -> None:
        self._ws = ws
        self._services = services
        self._journal = journal
        self._methods: dict[str, Method] = {method.name: method for module in MODULES for method in module.METHODS}
        self.faults: list[Fault] = []
        self.rates: Rates | None = None

    @property
    def names(self) -> list[str]:
        """The names of all methods."""
        return sorted(self._methods)

    async def serve(self, request: Request) -> Response:
        """Answer one HTTP call."""
        name = request.path_params["method"]
        entry = self._journal.begin("api", "from_app", name)
        try:
            args, token = await _arguments(request)
        except ValueError:
            return self._done(entry, {"ok": False, "error": "invalid_json"})
        entry.request = args
        with self._ws.lock:
            body = self._call(name, {**args}, token, entry)
        headers = {}
        method = self._methods.get(name)
        if method is not None:
            headers["x-oauth-scopes"] = ",".join(self._ws.manifest.bot_scopes)
            headers["x-accepted-oauth-scopes"] = ",".join(method.scopes)
        if body.get("error") == "ratelimited":
            headers["Retry-After"] = str(body.pop("retry_after", 1))
            return self._done(entry, body, 429, headers)
        return self._done(entry, body, 200, headers)

    def _call(self, name: str, args: Json, token: str, entry: Entry) -> Json:
        try:
            method = self._known(name)
            entry.tier = method.tier
            self._fail_if_told(name)
            team = self._team(token, method)
            entry.team = team or None
            if self.rates is not None:
                self.rates.count(name, method.tier, team)
            call = Call(self._ws, team, args, self._services)
            self._check_scope(method)
            result = method.handle(call)
        except ApiError as refusal:
            return {"ok": False, "error": refusal.code, **refusal.extra}
        except Exception:
            log.exception("%s failed in the local Slack", name)
            return {"ok": False, "error": "internal_error"}
        entry.channel = result.get("channel") if isinstance(result.get("channel"), str) else None
        entry.warnings = call.warnings
        answer: Json = {"ok": True, **result}
        if call.warnings:
            answer["warning"] = ",".join(call.warnings)
            answer["response_metadata"] = {**answer.get("response_metadata", {}), "warnings": call.warnings}
        return answer

    def _known(self, name: str) -> Method:
        method = self._methods.get(name)
        if method is None:
            raise ApiError("unknown_method", req_method=name)
        return method

    def _fail_if_told(self, name: str) -> None:
        for fault in self.faults:
            if fault.method in (name, "*") and fault.times > 0:
                fault.times -= 1
                raise ApiError(fault.error, retry_after=fault.retry_after)

    def _team(self, token: str, method: Method) -> str:
        if method.caller == "anybody":
            return ""
        if not token:
            raise ApiError("not_authed")
        if method.caller == "app":
            if not token.startswith("xapp-"):
                raise ApiError("not_allowed_token_type")
            return ""
        return team_of_token(self._ws, token)

    def _check_scope(self, method: Method) -> None:
        granted = self._ws.manifest.bot_scopes
        if method.caller == "bot" and method.scopes and not set(method.scopes) & set(granted):
            raise ApiError("missing_scope", needed=method.scopes[0], provided=",".join(granted))

    def _done(self, entry: Entry, body: Json, status: int = 200, headers: dict[str, str] | None = None) -> Response:
        entry.response, entry.status = body, status
        self._journal.finish(entry, ok=bool(body["ok"]), error=body.get("error"))
        return JSONResponse(body, status, headers)


async def _arguments(request: Request) -> tuple[Json, str]:
    args: Json = dict(request.query_params)
    kind = request.headers.get("content-type", "")
    if kind.startswith("application/json"):
        raw = await request.body()
        sent = json.loads(raw) if raw else {}
        if not isinstance(sent, dict):
            raise ValueError("not an object")
        args |= sent
    elif request.method == "POST":
        form = await request.form()
        args |= {key: value for key, value in form.items() if not isinstance(value, UploadFile)}
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    token = args.pop("token", "") or ""
    if scheme.casefold() == "basic":
        args["authorization"] = f"{scheme} {bearer}"
    return args, bearer.strip() if scheme.casefold() == "bearer" else token
