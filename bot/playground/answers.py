"""Answers over a response_url, or in the acknowledgement of a command."""

from __future__ import annotations

from datetime import timedelta

from bot.playground import posting
from bot.playground.shapes import ApiError, Json, ResponseUrl
from bot.playground.state import Workspace
from bot.playground.traffic import Journal
from bot.playground.web_api.calls import checked_blocks

LIFE = timedelta(minutes=30)
USES = 5


class Answers:
    """Turns what an app answers into messages."""

    def __init__(self, ws: Workspace, journal: Journal) -> None:
        self._ws = ws
        self._journal = journal

    def spend(self, key: str, said: Json) -> None:
        """Use a response_url once.

        Raises:
            ApiError: `expired_url`, `used_url`, or the message is refused.
        """
        with self._ws.lock:
            right = self._ws.response_urls.get(key)
            if right is None or self._ws.now() - right.issued > LIFE:
                raise ApiError("expired_url")
            if right.uses >= USES:
                raise ApiError("used_url")
            right.uses += 1
            self.give(right, said)

    def at_once(self, right: ResponseUrl, said: Json) -> None:
        """Post what a command was acknowledged with; what is refused is recorded."""
        if not said:
            return
        entry = self._journal.begin("response_url", "from_app", "acknowledgement")
        entry.team, entry.channel, entry.user, entry.request = right.team, right.channel, right.user, said
        try:
            self.give(right, said)
        except ApiError as refusal:
            self._journal.finish(entry, ok=False, error=refusal.code)
        else:
            self._journal.finish(entry, ok=True)

    def give(self, right: ResponseUrl, said: Json) -> None:
        """Post, replace or delete as the answer says; an empty one does nothing.

        Raises:
            ApiError: the message is refused.
        """
        if not said:
            return
        with self._ws.lock:
            place = self._ws.conversation(right.channel)
            source = place.posts.get(right.message_ts or "")
            if said.get("delete_original") and source is not None:
                posting.remove(self._ws, source)
                return
            content = self._content(said)
            if said.get("replace_original") and source is not None:
                posting.change(self._ws, source, content, edited_by=str(source.body["user"]))
                return
            private = right.user if said.get("response_type", "ephemeral") != "in_channel" else None
            body = posting.app_body(self._ws, right.team, **content)
            thread_ts = said.get("thread_ts") or (right.thread_ts if private else None)
            posting.add(self._ws, place, body, thread_ts=thread_ts, private_to=private)

    def _content(self, said: Json) -> Json:
        blocks = said.get("blocks")
        if not said.get("text") and not blocks and not said.get("attachments"):
            raise ApiError("no_text")
        return {
            "text": said.get("text", ""),
            "blocks": checked_blocks(self._ws, blocks, "message") if blocks else None,
            "attachments": said.get("attachments"),
        }
