"""What people do besides writing: press, choose, submit, run a command or shortcut, open the app."""

from __future__ import annotations

import concurrent.futures
from dataclasses import dataclass

from typing import TypeAlias

from bot.playground import posting, view_state
from bot.playground.answers import Answers
from bot.playground.events import Events, profile_of
from bot.playground.outbox import Answer, Outbox
from bot.playground.shapes import ApiError, Conversation, Happening, Json, Post, ResponseUrl
from bot.playground.state import APP_ID, Workspace
from bot.playground.web_api import streams, views
from channel.errors import NotAllowed, NotFound, NotPossible

Pending: TypeAlias = concurrent.futures.Future[Answer]


@dataclass(frozen=True)
class Submitted:
    """What became of a submitted modal: `action` is None when it closed."""

    action: str | None
    errors: Json
    views: list[Json]


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
            block, element = _element(payload.pop("_blocks"), action)
            done = _action(block, element, action, self._ws.new_ts())
            payload |= {"type": "block_actions", "actions": [done]}
            return self._outbox.send_interaction("interactive", element.get("action_id", ""), payload)

    def suggest(self, person: str, container: Json, action: Json) -> Pending:
        """Type into an external select; the answer holds `options` or `option_groups`.

        Raises:
            NotFound: the element is not there (any more).
        """
        with self._ws.lock:
            payload = self._in_container(person, container, {})
            block, element = _element(payload.pop("_blocks"), action)
            for key in ("response_url", "trigger_id", "state"):
                payload.pop(key, None)
            payload |= {
                "type": "block_suggestion",
                "action_id": element["action_id"],
                "block_id": block["block_id"],
                "value": action.get("value", ""),
            }
            return self._outbox.send_interaction("interactive", element["action_id"], payload)

    def submit(self, person: str, view_id: str, values: Json) -> tuple[Pending | None, Submitted | None]:
        """Submit a modal: either the app's answer to come, or errors found before asking it.

        Raises:
            NotFound: the modal is not open.
        """
        with self._ws.lock:
            view = self._open_view(person, view_id)
            view["state"]["values"] = view_state.state_of(view["blocks"], values, view["state"]["values"])
            errors = view_state.missing(view["blocks"], view["state"]["values"])
            if errors:
                return None, Submitted("errors", errors, views.open_views(self._ws, person))
            payload = {
                **self._common(person, view["app_installed_team_id"]),
                "type": "view_submission",
                "trigger_id": self._ws.issue_trigger(person, view["team_id"]),
                "view": view,
                "response_urls": [],
            }
            return self._outbox.send_interaction("interactive", view["callback_id"], payload), None

    def settle(self, person: str, view_id: str, answer: Answer) -> Submitted:
        """Carry out the app's answer to a submission.

        Raises:
            NotPossible: the app did not answer, or answered with a view that breaks the rules.
        """
        if not answer.ok:
            raise NotPossible("We had some trouble connecting. Try again?", "Submit once more.")
        with self._ws.lock:
            said = answer.payload
            action = said.get("response_action")
            try:
                self._follow(person, view_id, action, said)
            except ApiError as refusal:
                raise NotPossible(f"The app answered with a view that is refused: {refusal.code}.") from refusal
            errors = said.get("errors", {}) if action == "errors" else {}
            return Submitted(action, errors, views.open_views(self._ws, person))

    def close(self, person: str, view_id: str, *, all_views: bool = False) -> None:
        """Close a modal, or the whole stack.

        Raises:
            NotFound: the modal is not open.
        """
        with self._ws.lock:
            view = self._open_view(person, view_id)
            everything = all_views or view["clear_on_close"]
            stack = self._ws.stacks[person]
            closing = list(stack) if everything else stack[stack.index(view_id) :]
            for closed in reversed(closing):
                self._notify_closed(person, self._ws.views[closed], is_cleared=everything)
            self._drop(person, closing)

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
        sent.add_done_callback(lambda future: self._answers.give(right, future.result().payload))
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
                **self._common(person, team),
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
                **self._common(person, place.host),
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
            view = self._open_view(person, container["view_id"])
        view["state"]["values"] = view_state.state_of(view["blocks"], values, view["state"]["values"])
        return {
            **self._common(person, view["app_installed_team_id"]),
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
            **self._common(person, team),
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

    def _common(self, person: str, team: str) -> Json:
        organisation = self._ws.organisations[team]
        return {
            "user": profile_of(self._ws, person),
            "api_app_id": APP_ID,
            "token": "playground",
            "team": {"id": team, "domain": organisation.key},
            "enterprise": None,
            "is_enterprise_install": False,
        }

    def _follow(self, person: str, view_id: str, action: str | None, said: Json) -> None:
        if view_id not in self._ws.stacks.get(person, []):
            return
        before = self._ws.views[view_id]
        if action is None:
            self._drop(person, [view_id])
        elif action == "clear":
            self._drop(person, list(self._ws.stacks[person]))
        elif action == "update":
            views.replace(self._ws, before, said["view"])
        elif action == "push":
            view = views.new_view(self._ws, said["view"], before["team_id"])
            views.put_on_top(self._ws, person, view, "view_pushed")

    def _notify_closed(self, person: str, view: Json, *, is_cleared: bool) -> None:
        if view["notify_on_close"]:
            payload = {
                **self._common(person, view["app_installed_team_id"]),
                "type": "view_closed",
                "view": view,
                "is_cleared": is_cleared,
            }
            self._outbox.send_interaction("interactive", view["callback_id"], payload)

    def _drop(self, person: str, closing: list[str]) -> None:
        stack = self._ws.stacks[person]
        for view_id in reversed(closing):
            stack.remove(view_id)
            del self._ws.views[view_id]
            self._ws.tell(Happening("view_closed", user=person, extra={"view_id": view_id}))

    def _open_view(self, person: str, view_id: str) -> Json:
        if view_id not in self._ws.stacks.get(person, []):
            raise NotFound("This window is not open any more.", "Open it again.")
        return self._ws.views[view_id]

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


def _element(blocks: list[Json], action: Json) -> tuple[Json, Json]:
    for block, element in view_state.elements(blocks):
        same_block = not action.get("block_id") or block.get("block_id") == action["block_id"]
        if same_block and element.get("action_id") == action["action_id"]:
            return block, element
    raise NotFound("This button is not there any more.", "Look at the newest version of the message.")


def _action(block: Json, element: Json, given: Json, ts: str) -> Json:
    kind = element["type"]
    done: Json = {
        "action_id": element["action_id"],
        "block_id": block.get("block_id", ""),
        "type": kind,
        "action_ts": ts,
    }
    if kind in ("button", "icon_button", "workflow_button"):
        value = given.get("value") or element.get("value")
        done |= {"text": element.get("text"), **({"value": value} if value is not None else {})}
        if element.get("style"):
            done["style"] = element["style"]
    elif kind == "feedback_buttons":
        done |= {"value": given.get("value"), "text": _feedback_text(element, given.get("value"))}
    else:
        field = view_state.FIELD[kind]
        done[field] = _chosen(element, given, field)
        if kind == "timepicker" and element.get("timezone"):
            done["timezone"] = element["timezone"]
    return done


def _chosen(element: Json, given: Json, field: str) -> object:
    chosen = given.get(field, given.get("value") if field == "value" else None)
    if field not in ("selected_option", "selected_options") or chosen is None:
        return chosen
    offered = [*element.get("options", [])]
    for group in element.get("option_groups", []):
        offered += group["options"]
    if element["type"].endswith("external_select"):
        return chosen
    by_value = {option["value"]: option for option in offered}
    wanted = chosen if isinstance(chosen, list) else [chosen]
    found = [by_value.get(_value(option)) for option in wanted]
    if None in found:
        raise NotFound("This choice is not offered.", "Choose one from the list.")
    return found if isinstance(chosen, list) else found[0]


def _value(option: object) -> str:
    return str(option["value"]) if isinstance(option, dict) else str(option)


def _feedback_text(element: Json, value: str | None) -> Json | None:
    for key in ("positive_button", "negative_button"):
        if element[key].get("value") == value:
            text: Json = element[key]["text"]
            return text
    raise NotFound("This feedback is not offered.", "Press one of the two buttons.")


def _all_blocks(post: Post) -> list[Json]:
    blocks = list(post.body.get("blocks") or [])
    for attachment in post.body.get("attachments") or []:
        blocks += attachment.get("blocks") or []
    return blocks


def _channel_name(place: Conversation) -> str:
    return "directmessage" if place.kind == "im" else place.name
