"""Which changes the app hears of, and in what words."""

from __future__ import annotations

from bot.playground import described, people, posting, rich_text
from bot.playground.outbox import Outbox
from bot.playground.shapes import Conversation, Happening, Json, Post
from bot.playground.state import APP_ID, Workspace

SUBSCRIPTION = {
    "channel": "message.channels",
    "group": "message.groups",
    "im": "message.im",
    "mpim": "message.mpim",
}


class Events:
    """Turns changes into Events API envelopes and hands them to the outbox."""

    def __init__(self, ws: Workspace, outbox: Outbox) -> None:
        self._ws = ws
        self._outbox = outbox
        ws.listen(self.hear)

    def hear(self, happening: Happening) -> None:
        """Send what the app has subscribed to."""
        if happening.channel is None or happening.user is not None:
            return
        conversation = self._ws.conversation(happening.channel)
        bots = self._ws.bots_in(conversation)
        if not bots:
            return
        if happening.kind == "message" and happening.post is not None:
            self._message(conversation, happening.post)
        elif happening.kind == "changed" and happening.post is not None and happening.extra["edited"]:
            self._changed(conversation, happening.post, happening.extra["before"])
        elif happening.kind == "deleted" and happening.post is not None:
            self._deleted(conversation, happening.post)
        elif happening.kind == "reaction" and happening.post is not None:
            self._reaction(conversation, happening.post, happening.extra)
        elif happening.kind in ("joined", "left"):
            self._membership(conversation, happening.extra["member"], happening.kind)

    def app_home_opened(self, person: str, tab: str, context: Json | None) -> None:
        """A person looks at the app."""
        event: Json = {
            "type": "app_home_opened",
            "user": person,
            "channel": people.dm_id(person),
            "tab": tab,
            "event_ts": self._ws.new_ts(),
        }
        if tab == "home" and person in self._ws.homes:
            event["view"] = self._ws.homes[person]
        if context:
            event["context"] = {"entities": [{"type": "slack#/types/channel_id", "value": context["channel"]}]}
        self.send(event, self._ws.team_of(person))

    def send(self, event: Json, team: str, conversation: Conversation | None = None) -> None:
        """Deliver one event to the installation of `team`, if the app listens to its kind."""
        if not self._subscribed(event) or team in self._ws.revoked:
            return
        shared = conversation is not None and conversation.is_shared
        envelope = {
            "token": "playground",
            "team_id": team,
            "context_team_id": team,
            "context_enterprise_id": None,
            "api_app_id": APP_ID,
            "event": event,
            "type": "event_callback",
            "event_id": self._ws.new_id("Ev"),
            "event_time": self._ws.seconds(),
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": team,
                    "user_id": people.bot_user_id(team),
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": shared,
            "event_context": self._ws.new_id("4-"),
        }
        self._outbox.send_event(envelope)

    def _subscribed(self, event: Json) -> bool:
        wanted = self._ws.manifest.bot_events
        if wanted is None:
            return True
        name = event["type"]
        return (SUBSCRIPTION[event["channel_type"]] if name == "message" else name) in wanted

    def _message(self, conversation: Conversation, post: Post) -> None:
        body = {**post.body}
        event = {
            **body,
            "channel": conversation.id,
            "event_ts": post.ts,
            "channel_type": conversation.channel_type,
        }
        if conversation.is_shared and body.get("files"):
            event["files"] = [
                {"id": file["id"], "mode": "file_access", "file_access": "check_file_info"} for file in body["files"]
            ]
        team = self._receiving(conversation)
        self.send(event, team, conversation)
        if conversation.kind != "im" and self._mentions_app(conversation, body):
            mention = {key: value for key, value in event.items() if key not in ("channel_type", "subtype")}
            self.send({**mention, "type": "app_mention"}, team, conversation)

    def _mentions_app(self, conversation: Conversation, body: Json) -> bool:
        if "bot_id" in body:
            return False
        return bool(rich_text.mentioned(body["text"]) & set(self._ws.bots_in(conversation)))

    def _changed(self, conversation: Conversation, post: Post, before: Json) -> None:
        stamp = self._ws.new_ts()
        event = {
            "type": "message",
            "subtype": "message_changed",
            "message": posting.rendered(self._ws, post),
            "previous_message": before,
            "channel": conversation.id,
            "hidden": True,
            "ts": stamp,
            "event_ts": stamp,
            "channel_type": conversation.channel_type,
        }
        self.send(event, self._receiving(conversation), conversation)

    def _deleted(self, conversation: Conversation, post: Post) -> None:
        stamp = self._ws.new_ts()
        event = {
            "type": "message",
            "subtype": "message_deleted",
            "previous_message": post.body,
            "channel": conversation.id,
            "hidden": True,
            "deleted_ts": post.ts,
            "ts": stamp,
            "event_ts": stamp,
            "channel_type": conversation.channel_type,
        }
        self.send(event, self._receiving(conversation), conversation)

    def _reaction(self, conversation: Conversation, post: Post, extra: Json) -> None:
        event = {
            "type": "reaction_removed" if extra["gone"] else "reaction_added",
            "user": extra["by"],
            "reaction": extra["name"],
            "item": {"type": "message", "channel": conversation.id, "ts": post.ts},
            "item_user": post.body.get("user"),
            "event_ts": self._ws.new_ts(),
        }
        self.send(event, self._receiving(conversation), conversation)

    def _membership(self, conversation: Conversation, member: str, kind: str) -> None:
        event = {
            "type": f"member_{kind}_channel",
            "user": member,
            "channel": conversation.id,
            "channel_type": "G" if conversation.kind == "private" else "C",
            "team": self._ws.team_of(member),
            "event_ts": self._ws.new_ts(),
        }
        self.send(event, self._receiving(conversation), conversation)

    def file_shared(self, conversation: Conversation, file_id: str, user: str) -> None:
        """A file has appeared in a conversation."""
        event = {
            "type": "file_shared",
            "file_id": file_id,
            "user_id": user,
            "file": {"id": file_id},
            "channel_id": conversation.id,
            "event_ts": self._ws.new_ts(),
        }
        if self._ws.bots_in(conversation):
            self.send(event, self._receiving(conversation), conversation)

    def _receiving(self, conversation: Conversation) -> str:
        return self._ws.bots[self._ws.bots_in(conversation)[0]]


def profile_of(ws: Workspace, user: str) -> Json:
    """What interaction payloads say about a person."""
    shown = described.user(ws, user, ws.team_of(user))
    return {"id": user, "username": shown["name"], "name": shown["name"], "team_id": shown["team_id"]}
