"""chat.*: messages of the app."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.playground import posting
from bot.playground.shapes import ApiError, Json, Post
from bot.playground.web_api.calls import Call, Method, bad_argument

UPDATE_TEXT = 4_000
MARKDOWN = 12_000
FURTHEST = timedelta(days=120)


def content(call: Call) -> Json:
    """text, blocks and attachments of a message.

    Raises:
        ApiError: `no_text`, `markdown_text_conflict`, and what blocks can raise.
    """
    markdown = call.text("markdown_text")
    blocks = call.blocks()
    attachments = call.json("attachments")
    if markdown:
        if call.text("text") or blocks:
            raise ApiError("markdown_text_conflict")
        if len(markdown) > MARKDOWN:
            raise ApiError("msg_too_long")
        block = {"type": "markdown", "text": markdown, "block_id": call.ws.new_id("b")[-6:]}
        return {"text": markdown, "blocks": [block], "attachments": attachments}
    if not call.text("text") and not blocks and not attachments:
        raise ApiError("no_text")
    if blocks and not call.text("text"):
        call.warnings.append("missing_text_in_message")
    return {"text": call.text("text"), "blocks": blocks, "attachments": attachments}


def metadata(call: Call) -> Json | None:
    """The metadata of a message.

    Raises:
        ApiError: `invalid_metadata_format`.
    """
    given: Json | None = call.json("metadata")
    if given and not (isinstance(given.get("event_type"), str) and isinstance(given.get("event_payload"), dict)):
        raise ApiError("invalid_metadata_format")
    return given


def post_message(call: Call) -> Json:
    """chat.postMessage"""
    place = call.writable()
    body = posting.app_body(call.ws, call.team, **content(call), metadata=metadata(call), **_mask(call))
    post = posting.add(
        call.ws,
        place,
        body,
        thread_ts=call.text("thread_ts") or None,
        broadcast=call.flag("reply_broadcast"),
    )
    return {"channel": place.id, "ts": post.ts, "message": posting.rendered(call.ws, post)}


def post_ephemeral(call: Call) -> Json:
    """chat.postEphemeral"""
    place = call.writable()
    reader = call.need("user")
    if reader not in place.members:
        raise ApiError("user_not_in_channel")
    body = posting.app_body(call.ws, call.team, **content(call), is_ephemeral=True)
    post = posting.add(call.ws, place, body, thread_ts=call.text("thread_ts") or None, private_to=reader)
    return {"message_ts": post.ts}


def update(call: Call) -> Json:
    """chat.update"""
    post = _own(call, "cant_update_message")
    if post.stream is not None and post.stream.is_open:
        raise ApiError("streaming_state_conflict")
    if len(call.text("text")) > UPDATE_TEXT:
        raise ApiError("msg_too_long")
    fields: Json = {key: value for key, value in content(call).items() if value is not None}
    if "blocks" not in fields and call.text("text"):
        fields["blocks"] = None
    if call.args.get("metadata") is not None:
        fields["metadata"] = metadata(call)
    posting.change(call.ws, post, fields, edited_by=call.bot)
    return {
        "channel": post.channel,
        "ts": post.ts,
        "text": post.body["text"],
        "message": posting.rendered(call.ws, post),
    }


def delete(call: Call) -> Json:
    """chat.delete"""
    post = _own(call, "cant_delete_message")
    posting.remove(call.ws, post)
    return {"channel": post.channel, "ts": post.ts}


def permalink(call: Call) -> Json:
    """chat.getPermalink"""
    place = call.conversation()
    post = call.ws.post(place.id, call.need("message_ts"))
    link = f"{call.services.base_url}/archives/{place.id}/p{post.ts.replace('.', '')}"
    if post.is_reply:
        link += f"?thread_ts={post.thread_ts}&cid={place.id}"
    return {"channel": place.id, "permalink": link}


def schedule(call: Call) -> Json:
    """chat.scheduleMessage"""
    place = call.writable()
    due = datetime.fromtimestamp(call.number("post_at", 0), UTC)
    if due <= call.ws.now():
        raise ApiError("time_in_past")
    if due > call.ws.now() + FURTHEST:
        raise ApiError("time_too_far")
    scheduled = call.ws.new_id("Q")
    call.ws.scheduled[scheduled] = {
        "id": scheduled,
        "channel_id": place.id,
        "post_at": int(due.timestamp()),
        "date_created": call.ws.seconds(),
        "text": call.text("text"),
        "body": posting.app_body(call.ws, call.team, **content(call)),
        "thread_ts": call.text("thread_ts") or None,
    }
    return {
        "channel": place.id,
        "scheduled_message_id": scheduled,
        "post_at": int(due.timestamp()),
        "message": call.ws.scheduled[scheduled]["body"],
    }


def unschedule(call: Call) -> Json:
    """chat.deleteScheduledMessage"""
    if call.ws.scheduled.pop(call.need("scheduled_message_id"), None) is None:
        raise ApiError("invalid_scheduled_message_id")
    return {}


def scheduled(call: Call) -> Json:
    """chat.scheduledMessages.list"""
    shown = ("id", "channel_id", "post_at", "date_created", "text")
    items = [{key: item[key] for key in shown} for item in call.ws.scheduled.values()]
    return {"scheduled_messages": items, "response_metadata": {"next_cursor": ""}}


def _own(call: Call, refusal: str) -> Post:
    place = call.conversation()
    post = call.ws.post(place.id, call.need("ts"))
    if post.private_to is not None:
        raise ApiError("message_not_found")
    if post.body.get("bot_id") is None or post.body.get("user") != call.bot:
        raise ApiError(refusal)
    return post


def _mask(call: Call) -> Json:
    if not any(call.text(name) for name in ("username", "icon_url", "icon_emoji")):
        return {}
    if "chat:write.customize" not in call.ws.manifest.bot_scopes:
        raise bad_argument("[ERROR] username and icons need the scope chat:write.customize")
    return {"username": call.text("username") or None, "subtype": "bot_message"}


METHODS = (
    Method("chat.postMessage", post_message, 0, ("chat:write",)),
    Method("chat.postEphemeral", post_ephemeral, 4, ("chat:write",)),
    Method("chat.update", update, 3, ("chat:write",)),
    Method("chat.delete", delete, 3, ("chat:write",)),
    Method("chat.getPermalink", permalink, 0),
    Method("chat.scheduleMessage", schedule, 3, ("chat:write",)),
    Method("chat.deleteScheduledMessage", unschedule, 3, ("chat:write",)),
    Method("chat.scheduledMessages.list", scheduled, 3, ("chat:write",)),
)
