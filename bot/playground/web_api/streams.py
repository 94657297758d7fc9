"""chat.startStream, appendStream, stopStream: a message that grows while people read."""

from __future__ import annotations

from datetime import timedelta

from bot.playground import posting
from bot.playground.shapes import ApiError, Happening, Json, Post, Stream
from bot.playground.state import Workspace
from bot.playground.web_api.assistant import show_status
from bot.playground.web_api.calls import Call, Method, bad_argument, checked_blocks

STREAM_LIFE = timedelta(minutes=5)
PIECE = 12_000
TOTAL = 40_000
CHUNKS = ("markdown_text", "task_update", "plan_update", "blocks")
TASK_STATUSES = ("pending", "in_progress", "complete", "error")


def start(call: Call) -> Json:
    """chat.startStream"""
    place = call.writable()
    if place.kind != "im":
        if not call.text("recipient_user_id"):
            raise ApiError("missing_recipient_user_id")
        if not call.text("recipient_team_id"):
            raise ApiError("missing_recipient_team_id")
    display = call.text("task_display_mode", "timeline")
    if display not in ("timeline", "plan"):
        raise bad_argument("[ERROR] must be timeline or plan [json-pointer:/task_display_mode]")
    stream = Stream(call.ws.now(), display)
    pieces = _pieces(call, stream)
    for piece in pieces:
        _take(call, stream, piece)
    body = posting.app_body(call.ws, call.team, stream.text, blocks=shown_blocks(stream))
    thread_ts = call.text("thread_ts") or None
    post = posting.add(call.ws, place, body, thread_ts=thread_ts, stream=stream)
    _announce(call.ws, post, pieces)
    return {"channel": place.id, "ts": post.ts}


def append(call: Call) -> Json:
    """chat.appendStream"""
    post, stream = _open(call)
    pieces = _pieces(call, stream)
    if not pieces:
        raise ApiError("no_text")
    for piece in pieces:
        _take(call, stream, piece)
    _announce(call.ws, post, pieces)
    _show(call.ws, post, stream)
    return {"channel": post.channel, "ts": post.ts}


def stop(call: Call) -> Json:
    """chat.stopStream"""
    post, stream = _open(call)
    for piece in _pieces(call, stream):
        _take(call, stream, piece)
    final = call.blocks() or []
    if call.args.get("metadata") is not None:
        post.body["metadata"] = call.json("metadata")
    close(call.ws, post, final)
    return {"channel": post.channel, "ts": post.ts, "message": posting.rendered(call.ws, post)}


def close(ws: Workspace, post: Post, final: list[Json], *, by_user: bool = False) -> None:
    """Finish a streamed message, with blocks at its end."""
    stream = post.stream
    assert stream is not None
    stream.is_open, stream.stopped_by_user = False, by_user
    stream.blocks = [*stream.blocks, *final]
    fields = {"text": stream.text, "blocks": shown_blocks(stream)}
    posting.change(ws, post, fields, edited_by=str(post.body["user"]))
    post.body.pop("edited", None)
    if post.thread_ts:
        show_status(ws, post.channel, post.thread_ts, "", [], str(post.body["user"]))


def expire(ws: Workspace) -> None:
    """Finish the streams that have been open for too long."""
    for conversation in ws.conversations.values():
        for post in list(conversation.posts.values()):
            if post.stream and post.stream.is_open and ws.now() - post.stream.started > STREAM_LIFE:
                close(ws, post, [])


def shown_blocks(stream: Stream) -> list[Json]:
    """The blocks of a streamed message as it stands."""
    tasks = [{"type": "task_card", **task} for task in stream.tasks.values()]
    blocks: list[Json] = []
    if stream.display_mode == "plan" and tasks:
        blocks.append({"type": "plan", "title": stream.plan_title or "Plan", "tasks": tasks})
    else:
        blocks += tasks
    if stream.text:
        blocks.append({"type": "markdown", "text": stream.text})
    return [*blocks, *stream.blocks]


def _open(call: Call) -> tuple[Post, Stream]:
    place = call.writable()
    post = call.ws.post(place.id, call.need("ts"))
    if post.body.get("user") != call.bot:
        raise ApiError("message_not_owned_by_app")
    stream = post.stream
    if stream is not None and stream.is_open and call.ws.now() - stream.started > STREAM_LIFE:
        close(call.ws, post, [])
    if stream is None or not stream.is_open:
        if stream is not None and stream.stopped_by_user:
            raise ApiError("stopped_by_user")
        raise ApiError("message_not_in_streaming_state")
    return post, stream


def _pieces(call: Call, stream: Stream) -> list[Json]:
    markdown, chunks = call.text("markdown_text"), call.json("chunks")
    if markdown and chunks:
        raise bad_argument("[ERROR] markdown_text and chunks exclude each other")
    if not markdown and not chunks:
        return []
    mode = "chunks" if chunks else "text"
    if stream.mode not in (None, mode):
        raise ApiError("invalid_chunks")
    stream.mode = "chunks" if chunks else "text"
    if len(markdown) > PIECE:
        raise ApiError("msg_too_long")
    return chunks or [{"type": "markdown_text", "text": markdown}]


def _take(call: Call, stream: Stream, piece: Json) -> None:
    kind = piece.get("type")
    if kind == "markdown_text":
        if len(stream.text) + len(piece.get("text", "")) > TOTAL:
            raise ApiError("msg_too_long")
        stream.text += piece.get("text", "")
    elif kind == "task_update":
        _take_task(stream, piece)
    elif kind == "plan_update":
        stream.plan_title = piece.get("title")
    elif kind == "blocks":
        stream.blocks += checked_blocks(call.ws, piece.get("blocks"), "message")
    else:
        raise ApiError("invalid_chunks", response_metadata={"messages": [f"[ERROR] one of {', '.join(CHUNKS)}"]})


def _take_task(stream: Stream, piece: Json) -> None:
    if not piece.get("id") or not piece.get("title"):
        raise ApiError("invalid_chunks", response_metadata={"messages": ["[ERROR] a task needs id and title"]})
    if piece.get("status", "pending") not in TASK_STATUSES:
        raise ApiError("invalid_chunks", response_metadata={"messages": ["[ERROR] unknown task status"]})
    task = {**stream.tasks.get(piece["id"], {}), "task_id": piece["id"]}
    task |= {key: value for key, value in piece.items() if key not in ("type", "id") and value is not None}
    stream.tasks[piece["id"]] = task


def _announce(ws: Workspace, post: Post, pieces: list[Json]) -> None:
    for piece in pieces:
        ws.tell(Happening("chunk", post.channel, post, extra={"chunk": piece}))


def _show(ws: Workspace, post: Post, stream: Stream) -> None:
    posting.change(ws, post, {"text": stream.text, "blocks": shown_blocks(stream)})


METHODS = (
    Method("chat.startStream", start, 2, ("chat:write",)),
    Method("chat.appendStream", append, 4, ("chat:write",)),
    Method("chat.stopStream", stop, 2, ("chat:write",)),
)
