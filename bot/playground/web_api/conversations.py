"""conversations.*: places, their members and what was said there."""

from __future__ import annotations

from typing import Literal

from bot.playground import described, posting
from bot.playground.shapes import ApiError, Conversation, Json, Post
from bot.playground.web_api.calls import Call, Method, page

READ = ("channels:read", "groups:read", "im:read", "mpim:read")
KIND = {"channel": "public_channel", "private": "private_channel", "im": "im", "mpim": "mpim"}
HISTORY = {
    "channel": "channels:history",
    "private": "groups:history",
    "im": "im:history",
    "mpim": "mpim:history",
}


def listing(call: Call) -> Json:
    """conversations.list"""
    kinds = [kind.strip() for kind in call.text("types", "public_channel").split(",")]
    known = [place for place in call.ws.conversations.values() if _known(call, place, kinds)]
    if call.flag("exclude_archived"):
        known = [place for place in known if not place.is_archived]
    items, metadata = page(known, call)
    shown = [described.conversation(call.ws, place, call.team, with_members=True) for place in items]
    for channel in shown:
        channel.pop("connected_team_ids", None)
    return {"channels": shown, **metadata}


def mine(call: Call) -> Json:
    """users.conversations"""
    user = call.text("user") or call.bot
    kinds = [kind.strip() for kind in call.text("types", "public_channel").split(",")]
    known = [place for place in call.ws.conversations.values() if user in place.members and _known(call, place, kinds)]
    items, metadata = page(known, call)
    return {"channels": [described.conversation(call.ws, p, call.team) for p in items], **metadata}


def info(call: Call) -> Json:
    """conversations.info"""
    place = call.conversation()
    shown = described.conversation(call.ws, place, call.team, with_members=call.flag("include_num_members"))
    return {"channel": shown}


def members(call: Call) -> Json:
    """conversations.members"""
    items, metadata = page(call.conversation().members, call)
    return {"members": items, **metadata}


def opening(call: Call) -> Json:
    """conversations.open"""
    if call.text("channel"):
        place = call.conversation()
    else:
        users = [user.strip() for user in call.need("users").split(",") if user.strip()]
        for user in users:
            if user not in call.ws.people or not call.ws.sees_team(call.team, user):
                raise ApiError("user_not_found")
        place = call.ws.open_dm([*users, call.bot], call.team)
    if call.flag("return_im"):
        return {"channel": described.conversation(call.ws, place, call.team)}
    return {"channel": {"id": place.id}}


def history(call: Call) -> Json:
    """conversations.history"""
    place = _readable(call)
    posts = [
        post
        for post in place.posts.values()
        if not post.private_to and (not post.is_reply or post.body.get("subtype") == "thread_broadcast")
    ]
    return _messages(call, list(reversed(_within(call, posts))))


def replies(call: Call) -> Json:
    """conversations.replies"""
    place = _readable(call)
    ts = call.need("ts")
    found = place.posts.get(ts)
    if found is None or found.private_to:
        raise ApiError("thread_not_found")
    parent = place.posts.get(str(found.thread_ts), found) if found.is_reply else found
    posts = posting.replies(place, parent.ts)
    return _messages(call, [parent, *_within(call, posts)])


def join(call: Call) -> Json:
    """conversations.join"""
    place = call.conversation()
    if place.kind != "channel":
        raise ApiError("method_not_supported_for_channel_type")
    posting.join(call.ws, place, call.bot)
    return {"channel": described.conversation(call.ws, place, call.team)}


def invite(call: Call) -> Json:
    """conversations.invite"""
    place = call.writable()
    for user in call.need("users").split(","):
        if user not in call.ws.people:
            raise ApiError("user_not_found")
        if user in place.members:
            raise ApiError("already_in_channel")
        posting.join(call.ws, place, user)
    return {"channel": described.conversation(call.ws, place, call.team)}


def create(call: Call) -> Json:
    """conversations.create"""
    name = call.need("name").lower()
    if any(place.name == name for place in call.ws.conversations.values()):
        raise ApiError("name_taken")
    kind: Literal["private", "channel"] = "private" if call.flag("is_private") else "channel"
    made = Conversation(call.ws.new_id("C"), name, kind, [call.team], [call.bot], created=call.ws.seconds())
    call.ws.conversations[made.id] = made
    return {"channel": described.conversation(call.ws, made, call.team)}


def _known(call: Call, place: Conversation, kinds: list[str]) -> bool:
    if KIND[place.kind] not in kinds:
        return False
    return call.bot in place.members or (place.kind == "channel" and call.team in place.teams)


def _readable(call: Call) -> Conversation:
    place = call.conversation()
    scope = HISTORY[place.kind]
    if scope not in call.ws.manifest.bot_scopes:
        raise ApiError("missing_scope", needed=scope, provided=",".join(call.ws.manifest.bot_scopes))
    if place.kind != "im" and call.bot not in place.members:
        raise ApiError("not_in_channel")
    return place


def _within(call: Call, posts: list[Post]) -> list[Post]:
    oldest, latest = float(call.text("oldest", "0")), float(call.text("latest", "inf"))
    inclusive = call.flag("inclusive")
    return [
        post for post in posts if oldest < float(post.ts) < latest or (inclusive and float(post.ts) in (oldest, latest))
    ]


def _messages(call: Call, posts: list[Post]) -> Json:
    items, metadata = page(posts, call)
    return {
        "messages": [posting.rendered(call.ws, post) for post in items],
        "has_more": bool(metadata["response_metadata"]["next_cursor"]),
        "pin_count": 0,
        **metadata,
    }


METHODS = (
    Method("conversations.list", listing, 2, READ),
    Method("users.conversations", mine, 3, READ),
    Method("conversations.info", info, 3, READ),
    Method("conversations.members", members, 4, READ),
    Method("conversations.open", opening, 3, ("im:write", "mpim:write")),
    Method("conversations.history", history, 3),
    Method("conversations.replies", replies, 3),
    Method("conversations.join", join, 3, ("channels:join",)),
    Method("conversations.invite", invite, 3, ("channels:manage", "channels:write.invites")),
    Method("conversations.create", create, 2, ("channels:manage", "groups:write")),
)
