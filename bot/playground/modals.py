"""Modals in a person's hands: submitted, closed, and what the app answers to that."""

from __future__ import annotations

import concurrent.futures
from dataclasses import dataclass
from typing import TypeAlias

from bot.playground import view_state
from bot.playground.events import profile_of
from bot.playground.outbox import Answer, Outbox
from bot.playground.shapes import ApiError, Happening, Json, ResponseUrl
from bot.playground.state import APP_ID, Workspace
from bot.playground.web_api import views
from channel.errors import NotFound, NotPossible

Pending: TypeAlias = concurrent.futures.Future[Answer]


@dataclass(frozen=True)
class Submitted:
    """What became of a submitted modal: `action` is None when it closed."""

    action: str | None
    errors: Json
    views: list[Json]


class Modals:
    """The stack of modals of each person."""

    def __init__(self, ws: Workspace, outbox: Outbox) -> None:
        self._ws = ws
        self._outbox = outbox

    def submit(self, person: str, view_id: str, values: Json) -> tuple[Pending | None, Submitted | None]:
        """Submit a modal: either the app's answer to come, or errors found before asking it.

        Raises:
            NotFound: the modal is not open.
        """
        with self._ws.lock:
            view = open_view(self._ws, person, view_id)
            view["state"]["values"] = view_state.state_of(view["blocks"], values, view["state"]["values"])
            errors = view_state.missing(view["blocks"], view["state"]["values"])
            if errors:
                return None, Submitted("errors", errors, views.open_views(self._ws, person))
            payload = {
                **common(self._ws, person, view["app_installed_team_id"]),
                "type": "view_submission",
                "trigger_id": self._ws.issue_trigger(person, view["team_id"]),
                "view": view,
                "response_urls": self._response_urls(person, view),
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
            view = open_view(self._ws, person, view_id)
            everything = all_views or view["clear_on_close"]
            stack = self._ws.stacks[person]
            closing = list(stack) if everything else stack[stack.index(view_id) :]
            for closed in reversed(closing):
                self._notify_closed(person, self._ws.views[closed], is_cleared=everything)
            self._drop(person, closing)

    def _response_urls(self, person: str, view: Json) -> list[Json]:
        found = []
        for block, element in view_state.elements(view["blocks"]):
            if not element.get("response_url_enabled"):
                continue
            entry = view["state"]["values"][block["block_id"]][element["action_id"]]
            channel = entry.get("selected_conversation") or entry.get("selected_channel")
            if channel:
                right = ResponseUrl(channel, person, view["team_id"], self._ws.now())
                found.append(
                    {
                        "block_id": block["block_id"],
                        "action_id": element["action_id"],
                        "channel_id": channel,
                        "response_url": self._ws.base_url + self._ws.issue_response_url(right),
                    }
                )
        return found

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
                **common(self._ws, person, view["app_installed_team_id"]),
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


def open_view(ws: Workspace, person: str, view_id: str) -> Json:
    """An open modal of the person.

    Raises:
    NotFound: it is not open.
    """
    if view_id not in ws.stacks.get(person, []):
        raise NotFound("This window is not open any more.", "Open it again.")
    return ws.views[view_id]


def common(ws: Workspace, person: str, team: str) -> Json:
    """What all interaction payloads have in common."""
    organisation = ws.organisations[team]
    return {
        "user": profile_of(ws, person),
        "api_app_id": APP_ID,
        "token": "playground",
        "team": {"id": team, "domain": organisation.key},
        "enterprise": None,
        "is_enterprise_install": False,
    }
