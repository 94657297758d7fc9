"""Files that people attach."""

from __future__ import annotations

import mimetypes

from bot.playground import described
from bot.playground.shapes import Conversation, Json, StoredFile
from bot.playground.state import Workspace
from channel.errors import NotFound


def store(ws: Workspace, user: str, name: str, content: bytes) -> StoredFile:
    """Keep a file that a person attaches."""
    with ws.lock:
        stored = StoredFile(
            id=ws.new_id("F"),
            name=name,
            title=name,
            mimetype=mimetypes.guess_type(name)[0] or "application/octet-stream",
            content=content,
            user=user,
            team=ws.team_of(user),
            created=ws.seconds(),
        )
        ws.files[stored.id] = stored
        return stored


def share(ws: Workspace, spot: Conversation, file_id: str, base_url: str) -> Json:
    """Put a file into a conversation; what a message says about it.

    Raises:
        NotFound: there is no such file.
    """
    stored = _found(ws, file_id)
    stored.channels.append(spot.id)
    return described.file(stored, base_url)


def readable_file(ws: Workspace, file_id: str, me: str) -> StoredFile:
    """A file that I uploaded, or that is in a conversation of mine.

    Raises:
        NotFound: there is none.
    """
    stored = _found(ws, file_id)
    readable = any(me in ws.conversation(channel).members for channel in stored.channels)
    if stored.user != me and not readable:
        raise NotFound("There is no such file.", "Look for it in the conversation.")
    return stored


def _found(ws: Workspace, file_id: str) -> StoredFile:
    stored = ws.files.get(file_id)
    if stored is None:
        raise NotFound("There is no such file.", "Attach it again.")
    return stored
