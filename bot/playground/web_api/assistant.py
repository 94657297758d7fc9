"""assistant.threads.* and agents.sessions.*: status, title, prompts and the stop button."""

from __future__ import annotations

from datetime import timedelta

from bot.playground import people
from bot.playground.shapes import ApiError, Conversation, Happening, Json, Post, Status
from bot.playground.state import Workspace
from bot.playground.web_api.calls import Call, Method, bad_argument

STATUS_LIFE = timedelta(minutes=2)
LOADING_MESSAGES = 10
PROMPTS = 4
SESSION_STATUSES = ("processing", "active", "suspended", "closed")


def set_status(call: Call) -> Json:
    """assistant.threads.setStatus"""
    place = _place(call)
    thread_ts = call.need("thread_ts")
    loading = call.json("loading_messages") or []
    if len(loading) > LOADING_MESSAGES:
        raise bad_argument(f"[ERROR] no more than {LOADING_MESSAGES} items allowed [json-pointer:/loading_messages]")
    show_status(call.ws, place.id, thread_ts, call.text("status"), loading, call.bot)
    return {}


def set_title(call: Call) -> Json:
    """assistant.threads.setTitle"""
    place = _place(call)
    show_title(call.ws, place.id, call.need("thread_ts"), call.need("title"))
    return {}


def set_prompts(call: Call) -> Json:
    """assistant.threads.setSuggestedPrompts"""
    place = _place(call)
    prompts = call.json("prompts")
    if not isinstance(prompts, list) or not 1 <= len(prompts) <= PROMPTS:
        raise bad_argument(f"[ERROR] must have 1 to {PROMPTS} items [json-pointer:/prompts]")
    if any(not prompt.get("title") or not prompt.get("message") for prompt in prompts):
        raise bad_argument("[ERROR] a prompt needs title and message [json-pointer:/prompts]")
    shown = {
        "channel": place.id,
        "thread_ts": call.text("thread_ts") or None,
        "title": call.text("title"),
        "prompts": prompts,
    }
    call.ws.prompts[place.id] = shown
    call.ws.tell(Happening("prompts", place.id, extra=shown))
    return {}


def session_status(call: Call) -> Json:
    """agents.sessions.setStatus"""
    place = call.writable("channel_id")
    thread_ts, status = call.need("thread_ts"), call.need("status")
    if status not in SESSION_STATUSES:
        raise ApiError("invalid_status")
    text = "is working..." if status == "processing" else ""
    show_status(call.ws, place.id, thread_ts, text, [], call.bot)
    if call.text("title"):
        show_title(call.ws, place.id, thread_ts, call.text("title"))
    title = call.ws.titles.get((place.id, thread_ts), "")
    return {"status": status, "agent_status": status, "title": title}


def rename_session(call: Call) -> Json:
    """agents.sessions.rename"""
    show_title(call.ws, call.writable("channel_id").id, call.need("thread_ts"), call.need("title"))
    return {}


def show_title(ws: Workspace, channel: str, thread_ts: str, title: str) -> None:
    """Name a thread."""
    ws.titles[channel, thread_ts] = title
    ws.tell(Happening("title", channel, extra={"thread_ts": thread_ts, "title": title}))


def show_status(ws: Workspace, channel: str, thread_ts: str, text: str, loading: list[str], user: str) -> None:
    """Set the status line of a thread, or take it away when `text` is empty."""
    if text:
        ws.statuses[channel, thread_ts] = Status(channel, thread_ts, text, loading, user, ws.now())
    elif ws.statuses.pop((channel, thread_ts), None) is None:
        return
    extra = {"thread_ts": thread_ts, "status": text, "loading_messages": loading, "user": user}
    ws.tell(Happening("status", channel, extra=extra))


def clear_after(ws: Workspace, happening: Happening) -> None:
    """A message of the app ends the status of its thread."""
    post = happening.post
    if happening.kind == "message" and post is not None and post.body.get("bot_id"):
        for thread_ts in _threads(post):
            show_status(ws, post.channel, thread_ts, "", [], str(post.body.get("user")))


def expire_statuses(ws: Workspace) -> None:
    """Take away what has stood for two minutes."""
    for (channel, thread_ts), status in list(ws.statuses.items()):
        if ws.now() - status.since > STATUS_LIFE:
            show_status(ws, channel, thread_ts, "", [], status.user)


def _threads(post: Post) -> tuple[str, ...]:
    return (post.thread_ts,) if post.thread_ts else ()


def _place(call: Call) -> Conversation:
    place = call.writable("channel_id")
    if place.kind == "im" and people.bot_user_id(place.host) not in place.members:
        raise ApiError("channel_not_found")
    return place


METHODS = (
    Method("assistant.threads.setStatus", set_status, 0, ("assistant:write", "chat:write")),
    Method("assistant.threads.setTitle", set_title, 2, ("assistant:write",)),
    Method("assistant.threads.setSuggestedPrompts", set_prompts, 2, ("assistant:write",)),
    Method("agents.sessions.setStatus", session_status, 3, ("assistant:write", "chat:write")),
    Method("agents.sessions.rename", rename_session, 3, ("assistant:write", "chat:write")),
)
