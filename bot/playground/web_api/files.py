"""files.*: upload in three steps, and what a file is."""

from __future__ import annotations

import mimetypes

from bot.playground import described, posting
from bot.playground.shapes import ApiError, Json, StoredFile
from bot.playground.web_api.calls import Call, Method


def upload_url(call: Call) -> Json:
    """files.getUploadURLExternal"""
    name = call.need("filename")
    if call.number("length", 0) <= 0:
        raise ApiError("invalid_arguments", response_metadata={"messages": ["[ERROR] length must be above 0"]})
    file_id = call.ws.new_id("F")
    call.ws.uploads[file_id] = StoredFile(
        id=file_id,
        name=name,
        title=name,
        mimetype=mimetypes.guess_type(name)[0] or "application/octet-stream",
        content=b"",
        user=call.bot,
        team=call.team,
        created=call.ws.seconds(),
        alt_txt=call.text("alt_txt") or call.text("alt_text") or None,
    )
    return {"file_id": file_id, "upload_url": f"{call.services.base_url}/upload/v1/{file_id}"}


def complete(call: Call) -> Json:
    """files.completeUploadExternal"""
    finished = [_finish(call, item) for item in call.json("files") or []]
    if not finished:
        raise ApiError("invalid_arguments")
    channels = [name for name in call.text("channels").split(",") if name]
    for channel in [call.text("channel_id")] if call.text("channel_id") else channels:
        _share(call, channel, finished)
    return {"files": [described.file(stored, call.services.base_url) for stored in finished]}


def info(call: Call) -> Json:
    """files.info"""
    stored = _stored(call)
    return {
        "file": described.file(stored, call.services.base_url),
        "comments": [],
        "response_metadata": {"next_cursor": ""},
    }


def delete(call: Call) -> Json:
    """files.delete"""
    stored = _stored(call)
    if stored.user != call.bot:
        raise ApiError("cant_delete_file")
    del call.ws.files[stored.id]
    return {}


def _finish(call: Call, item: Json) -> StoredFile:
    stored = call.ws.uploads.pop(str(item.get("id")), None)
    if stored is None or not stored.content:
        raise ApiError("file_not_found")
    stored.title = item.get("title") or stored.name
    call.ws.files[stored.id] = stored
    return stored


def _share(call: Call, channel: str, files: list[StoredFile]) -> None:
    call.args["channel"] = channel
    place = call.writable()
    for stored in files:
        stored.channels.append(place.id)
    shown = [described.file(stored, call.services.base_url) for stored in files]
    body = posting.app_body(
        call.ws,
        call.team,
        call.text("initial_comment"),
        files=shown,
        subtype="file_share",
        blocks=call.blocks(),
    )
    posting.add(call.ws, place, body, thread_ts=call.text("thread_ts") or None)
    for stored in files:
        call.services.events.file_shared(place, stored.id, call.bot)


def _stored(call: Call) -> StoredFile:
    stored = call.ws.files.get(call.need("file"))
    if stored is None:
        raise ApiError("file_not_found")
    seen = stored.team == call.team or any(
        call.team in call.ws.conversation(channel).teams for channel in stored.channels
    )
    if not seen:
        raise ApiError("file_not_found")
    return stored


METHODS = (
    Method("files.getUploadURLExternal", upload_url, 4, ("files:write",)),
    Method("files.completeUploadExternal", complete, 4, ("files:write",)),
    Method("files.info", info, 4, ("files:read",)),
    Method("files.delete", delete, 3, ("files:write",)),
)
