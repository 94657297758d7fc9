"""One call of a Web API method: who calls, with which arguments, and what it may touch."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.playground import block_rules, people, view_state
from bot.playground.block_checker import Surface
from bot.playground.events import Events
from bot.playground.shapes import ApiError, Conversation, Json
from bot.playground.socket_mode import SocketMode
from bot.playground.state import Workspace

FALSE = ("", "0", "false", "False")


@dataclass(frozen=True)
class Services:
    """What methods use besides the workspace; `base_url` has no slash at its end."""

    events: Events
    sockets: SocketMode
    base_url: str


@dataclass
class Call:
    """The arguments of one call with the token of the installation in `team`."""

    ws: Workspace
    team: str
    args: Json
    services: Services
    warnings: list[str] = field(default_factory=list)

    @property
    def bot(self) -> str:
        """The bot user that calls."""
        return people.bot_user_id(self.team)

    def text(self, name: str, default: str = "") -> str:
        """An argument as text."""
        value = self.args.get(name)
        return default if value is None else str(value)

    def need(self, name: str) -> str:
        """An argument that must be there.

        Raises:
            ApiError: `invalid_arguments`.
        """
        value = self.text(name)
        if not value:
            raise bad_argument(f"[ERROR] missing required field: {name}")
        return value

    def flag(self, name: str, *, default: bool = False) -> bool:
        """An argument as true or false."""
        value = self.args.get(name)
        return default if value is None else str(value) not in FALSE

    def number(self, name: str, default: int) -> int:
        """An argument as a whole number.

        Raises:
            ApiError: `invalid_arguments`.
        """
        value = self.text(name, str(default))
        try:
            return int(float(value))
        except ValueError:
            raise bad_argument(f"[ERROR] must be a number [json-pointer:/{name}]") from None

    def json(self, name: str) -> Any:  # noqa: ANN401 - any JSON
        """An argument that is JSON, sent as such or as text; None when absent.

        Raises:
            ApiError: it cannot be read.
        """
        value = self.args.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except json.JSONDecodeError:
            code = "invalid_blocks_format" if name == "blocks" else "invalid_arguments"
            raise ApiError(code) from None

    def blocks(self, surface: Surface = "message") -> list[Json] | None:
        """The `blocks` argument, checked, with generated ids where there are none.

        Raises:
            ApiError: `invalid_blocks`, `invalid_blocks_format`, `msg_blocks_too_long`.
        """
        blocks = self.json("blocks")
        if blocks is None:
            return None
        return checked_blocks(self.ws, blocks, surface)

    def conversation(self, name: str = "channel") -> Conversation:
        """The conversation that an argument names and this workspace has.

        Raises:
            ApiError: `channel_not_found`.
        """
        place = self.ws.conversation(self.need(name))
        if place.kind == "im" and self._is_app_dm(place):
            if self.ws.sees_team(self.team, self._person_of(place)):
                return place
        elif self.team in place.teams and (place.kind == "channel" or self.bot in place.members):
            return place
        raise ApiError("channel_not_found")

    def writable(self, name: str = "channel") -> Conversation:
        """The conversation to write to: an id, a user's id for the direct message, or `#name`.

        Raises:
            ApiError: `channel_not_found`, `not_in_channel`, `is_archived`.
        """
        target = self.need(name)
        if target in self.ws.people:
            self.args[name] = people.dm_id(target)
        elif target.startswith("#"):
            self.args[name] = people.conversation_id(target)
        place = self.conversation(name)
        if place.is_archived:
            raise ApiError("is_archived")
        if place.kind != "im" and self.bot not in place.members:
            raise ApiError("not_in_channel")
        return place

    def _is_app_dm(self, place: Conversation) -> bool:
        return any(member in self.ws.bots for member in place.members)

    def _person_of(self, place: Conversation) -> str:
        return next(member for member in place.members if member in self.ws.people)


@dataclass(frozen=True)
class Method:
    """A Web API method; `scopes` are alternatives, `tier` is Slack's rate tier (0 = special)."""

    name: str
    handle: Callable[[Call], Json]
    tier: int = 3
    scopes: tuple[str, ...] = ()
    caller: Literal["bot", "app", "anybody"] = "bot"


def bad_argument(*messages: str) -> ApiError:
    """`invalid_arguments` with the reasons."""
    return ApiError("invalid_arguments", response_metadata={"messages": list(messages)})


def checked_blocks(ws: Workspace, blocks: Any, surface: Surface) -> list[Json]:  # noqa: ANN401 - any JSON
    """Blocks of a message that follow the rules, with generated ids where there are none.

    Raises:
        ApiError: `invalid_blocks`, `invalid_blocks_format`, `msg_blocks_too_long`.
    """
    if not isinstance(blocks, list):
        raise ApiError("invalid_blocks_format")
    problems = block_rules.check(blocks, surface)
    if problems:
        messages = [f"[ERROR] {problem.message} [json-pointer:{problem.pointer}]" for problem in problems]
        raise ApiError("invalid_blocks", errors=[p.message for p in problems], response_metadata={"messages": messages})
    if surface == "message" and block_rules.characters(blocks) > block_rules.MESSAGE_CHARACTERS:
        raise ApiError("msg_blocks_too_long")
    return with_ids(ws, blocks)


def with_ids(ws: Workspace, blocks: list[Json]) -> list[Json]:
    """Blocks and their elements with a generated id where none was given."""
    return [_named(ws, block) for block in blocks]


def _named(ws: Workspace, block: Json) -> Json:
    named = {**block}
    if not named.get("block_id"):
        named["block_id"] = ws.new_id("b")[-6:]
    place, _ = view_state.HOLDERS.get(named["type"], ("", False))
    held = named.get(place)
    if named["type"] in ("container", "carousel"):
        named[place] = with_ids(ws, named[place])
    elif isinstance(held, list):
        named[place] = [_with_action_id(ws, element) for element in held]
    elif isinstance(held, dict) and held.get("type") != "image":
        named[place] = _with_action_id(ws, held)
    return named


def page(items: list[Any], call: Call, default: int = 100) -> tuple[list[Any], Json]:
    """One page of a list and the metadata with the cursor of the next.

    Raises:
        ApiError: `invalid_cursor`.
    """
    limit = max(1, min(call.number("limit", default), 1000))
    cursor = call.text("cursor")
    try:
        start = int(bytes.fromhex(cursor).decode()) if cursor else 0
    except ValueError:
        raise ApiError("invalid_cursor") from None
    following = str(start + limit).encode().hex() if start + limit < len(items) else ""
    return items[start : start + limit], {"response_metadata": {"next_cursor": following}}


def _with_action_id(ws: Workspace, element: Json) -> Json:
    return element if element.get("action_id") else {**element, "action_id": ws.new_id("a")[-5:]}
