"""What people do besides writing: press, choose, submit, run a command or shortcut, open the app."""

from __future__ import annotations

from bot.playground import choices, modals, posting, view_state
from bot.playground.answers import Answers
from bot.playground.events import Events, profile_of
from bot.playground.modals import Pending
from bot.playground.outbox import Outbox
from bot.playground.shapes import Conversation, Json, Post, ResponseUrl
from bot.playground.state import APP_ID, Workspace
from bot.playground.web_api import streams
from channel.errors import NotAllowed, NotFound, NotPossible


class Acts:
    """The hands of the people. Payloads go to the app at once; what returns is its answer to come."""

    def __init__(self, ws: Workspace, events: Events, outbox: Outbox, answers: Answers, base_url: str) -> None:
        self._ws = ws
        self._events = events
        self._outbox = outbox
        self._answers = answers
        self._base_url = base_url

    def open_app(self, person: str, tab: str, context: Json | None = None) -> None:
        """Look at the app's Home or Messages tab."""
        with self._ws.lock:
            self._events.app_home_opened(person, tab, context)

    def press(self, person: str, container: Json, action: Json, values: Json | None = None) -> Pending:
        """Use an interactive element.

        Args:
            person: the user id.
            container: `{type: message, channel, ts}`, `{type: home}` or `{type: view, view_id}`.
            action: `action_id`, perhaps `block_id`, and what was chosen.
            values: `state.values` as far as it was filled in.

        Raises:
            NotFound: the element is not there (any more).
        """
        with self._ws.lock:
            payload = self._in_container(person, container, values or {})
            block, element = choices.find(payload.pop("_blocks"), action)
            done = choices.action_of(block, element, action, self._ws.new_ts())
            payload |= {"type": "block_actions", "actions": [done]}
            return self._outbox.send_interaction("interactive", element.get("action_id", ""), payload)

    def suggest(self, person: str, container: Json, action: Json) -> Pending:
        """Type into an external select; the answer holds `options` or `option_groups`.

        Raises:
            NotFound: the element is not there (any more).
        """
        with self._ws.lock:
            payload = self._in_container(person, container, {})
            block, element = choices.find(payload.pop("_blocks"), action)
            for key in ("response_url", "trigger_id", "state"):
                payload.pop(key, None)
            payload |= {
                "type": "block_suggestion",
                "action_id": element["action_id"],
                "block_id": block["block_id"],
                "value": action.get("value", ""),
            }
            return self._outbox.send_interaction("interactive", element["action_id"], payload)

    def command(self, person: str, channel: str, text: str, thread_ts: str | None = None) -> Pending:
        """Run a slash command.

        Raises:
            NotAllowed: the person is external here.
            NotPossible: inside a thread.
            NotFound: there is no such command.
        """
        with self._ws.lock:
            name, _, rest = text.strip().partition(" ")
            if name not in {command.command for command in self._ws.manifest.commands}:
                raise NotFound(f"{name} is not a valid command.", "Type / to see which commands there are.")
            if thread_ts:
                raise NotPossible(f"{name} is not supported in threads. Sorry!", "Use it in the conversation.")
            place = self._own_place(person, channel, "Commands")
            right = ResponseUrl(channel, person, place.host, self._ws.now())
            who = profile_of(self._ws, person)
            payload = {
                "token": "playground",
                "team_id": place.host,
                "team_domain": self._ws.organisations[place.host].key,
                "channel_id": channel,
                "channel_name": "directmessage" if place.kind == "im" else place.name,
                "user_id": person,
                "user_name": who["name"],
                "command": name,
                "text": rest.strip(),
                "api_app_id": APP_ID,
                "is_enterprise_install": "false",
                "response_url": self._base_url + self._ws.issue_response_url(right),
                "trigger_id": self._ws.issue_trigger(person, place.host),
            }
            sent = self._outbox.send_interaction("slash_commands", name, payload)
        sent.add_done_callback(lambda future: self._answers.at_once(right, future.result().payload))
        return sent

    def global_shortcut(self, person: str, callback_id: str) -> Pending:
        """Run a global shortcut.

        Raises:
            NotFound: there is no such shortcut.
        """
        with self._ws.lock:
            self._shortcut("global", callback_id)
            team = self._ws.team_of(person)
            payload = {
                **modals.common(self._ws, person, team),
                "type": "shortcut",
                "callback_id": callback_id,
                "action_ts": self._ws.new_ts(),
                "trigger_id": self._ws.issue_trigger(person, team),
            }
            return self._outbox.send_interaction("interactive", callback_id, payload)

    def message_shortcut(self, person: str, callback_id: str, channel: str, ts: str) -> Pending:
        """Run a shortcut on a message.

        Raises:
            NotAllowed: the person is external here.
            NotFound: there is no such shortcut or message.
        """
        with self._ws.lock:
            self._shortcut("message", callback_id)
            place = self._own_place(person, channel, "Shortcuts")
            post = self._seen(person, channel, ts)
            right = ResponseUrl(channel, person, place.host, self._ws.now(), None, post.thread_ts)
            payload = {
                **modals.common(self._ws, person, place.host),
                "type": "message_action",
                "callback_id": callback_id,
                "action_ts": self._ws.new_ts(),
                "message_ts": ts,
                "channel": {"id": channel, "name": _channel_name(place)},
                "message": posting.rendered(self._ws, post),
                "response_url": self._base_url + self._ws.issue_response_url(right),
                "trigger_id": self._ws.issue_trigger(person, place.host),
            }
            return self._outbox.send_interaction("interactive", callback_id, payload)

    def stop_stream(self, person: str, channel: str, ts: str) -> None:
        """Press the stop button of a message that is being streamed.

        Raises:
            NotFound: nothing is being streamed there.
        """
        with self._ws.lock:
            post = self._seen(person, channel, ts)
            place = self._ws.conversation(channel)
            streaming = post.stream is not None and post.stream.is_open
            if streaming:
                streams.close(self._ws, post, [], by_user=True)
            event = {
                "type": "agent_session_stopped",
                "channel": channel,
                "thread_ts": post.thread_ts or ts,
                "user": person,
                "streaming_message_ts": [ts] if streaming else [],
                "event_ts": self._ws.new_ts(),
            }
            self._events.send(event, self._ws.bots[self._ws.bots_in(place)[0]], place)

    def _in_container(self, person: str, container: Json, values: Json) -> Json:
        if container["type"] == "message":
            return self._in_message(person, container["channel"], container["ts"], values)
        if container["type"] == "home":
            view = self._ws.homes.get(person)
            if view is None:
                raise NotFound("The app has no Home for you yet.", "Open the Home tab first.")
        else:
            view = modals.open_view(self._ws, person, container["view_id"])
        view["state"]["values"] = view_state.state_of(view["blocks"], values, view["state"]["values"])
        return {
            **modals.common(self._ws, person, view["app_installed_team_id"]),
            "container": {"type": "view", "view_id": view["id"]},
            "trigger_id": self._ws.issue_trigger(person, view["team_id"]),
            "view": view,
            "_blocks": view["blocks"],
        }

    def _in_message(self, person: str, channel: str, ts: str, values: Json) -> Json:
        post = self._seen(person, channel, ts)
        place = self._ws.conversation(channel)
        team = str(post.body.get("team", place.host))
        right = ResponseUrl(channel, person, team, self._ws.now(), ts, post.thread_ts)
        blocks = _all_blocks(post)
        container = {
            "type": "message",
            "message_ts": ts,
            "channel_id": channel,
            "is_ephemeral": post.private_to is not None,
        }
        if post.thread_ts:
            container["thread_ts"] = post.thread_ts
        payload = {
            **modals.common(self._ws, person, team),
            "container": container,
            "trigger_id": self._ws.issue_trigger(person, team),
            "channel": {"id": channel, "name": _channel_name(place)},
            "state": {"values": view_state.state_of(blocks, values, {})},
            "response_url": self._base_url + self._ws.issue_response_url(right),
            "_blocks": blocks,
        }
        if post.private_to is None:
            payload["message"] = posting.rendered(self._ws, post)
        return payload

    def _seen(self, person: str, channel: str, ts: str) -> Post:
        place = self._ws.conversations.get(channel)
        post = place.posts.get(ts) if place and person in place.members else None
        if post is None or post.private_to not in (None, person):
            raise NotFound("This message is not there any more.", "Look at the newest messages.")
        return post

    def _shortcut(self, kind: str, callback_id: str) -> None:
        known = {(shortcut.type, shortcut.callback_id) for shortcut in self._ws.manifest.shortcuts}
        if (kind, callback_id) not in known:
            raise NotFound("There is no such shortcut.", "Open the shortcuts menu to see which there are.")

    def _own_place(self, person: str, channel: str, what: str) -> Conversation:
        place = self._ws.conversations.get(channel)
        if place is None or person not in place.members:
            raise NotFound("You are not in that conversation.", "Choose one from the list.")
        if not may_command(self._ws, person, place):
            raise NotAllowed(
                f"{what} of {self._ws.manifest.name} are only for people of the workspace that hosts this "
                "conversation.",
                f"Mention @{self._ws.manifest.name} or write to it directly.",
            )
        return place


def may_command(ws: Workspace, person: str, place: Conversation) -> bool:
    """Whether the person may run commands and message shortcuts here: not as an external."""
    return ws.team_of(person) == place.host


def _all_blocks(post: Post) -> list[Json]:
    blocks = list(post.body.get("blocks") or [])
    for attachment in post.body.get("attachments") or []:
        blocks += attachment.get("blocks") or []
    return blocks


def _channel_name(place: Conversation) -> str:
    return "directmessage" if place.kind == "im" else place.name
