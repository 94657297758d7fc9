"""reactions.*"""

from __future__ import annotations

from bot.playground import posting
from bot.playground.shapes import ApiError, Json, Post
from bot.playground.web_api.calls import Call, Method


def add(call: Call) -> Json:
    """reactions.add"""
    posting.react(call.ws, _post(call), call.bot, _name(call))
    return {}


def remove(call: Call) -> Json:
    """reactions.remove"""
    posting.react(call.ws, _post(call), call.bot, _name(call), gone=True)
    return {}


def get(call: Call) -> Json:
    """reactions.get"""
    post = _post(call)
    return {"type": "message", "channel": post.channel, "message": posting.rendered(call.ws, post)}


def _post(call: Call) -> Post:
    place = call.writable()
    post = call.ws.post(place.id, call.need("timestamp"))
    if post.private_to:
        raise ApiError("message_not_found")
    return post


def _name(call: Call) -> str:
    name = call.need("name").strip(":")
    if not name.replace("_", "").replace("-", "").replace("+", "").replace(":", "").isalnum():
        raise ApiError("invalid_name")
    return name


METHODS = (
    Method("reactions.add", add, 3, ("reactions:write",)),
    Method("reactions.remove", remove, 2, ("reactions:write",)),
    Method("reactions.get", get, 3, ("reactions:read",)),
)
