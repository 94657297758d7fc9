"""What the page does in this Slack on a person's behalf."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response

from bot.playground import block_rules, clockwork, described, posting, shown
from bot.playground.acts import Acts
from bot.playground.control_replies import Handler, answer, ok, person, place
from bot.playground.modals import Modals, Submitted
from bot.playground.shapes import Happening, Json
from bot.playground.socket_mode import SocketMode
from bot.playground.state import Workspace
from bot.playground.stored_files import share, store
from bot.playground.web_api import views
from bot.playground.web_api.endpoint import Fault, WebApi
from channel.errors import NotFound


@dataclass(frozen=True)
class Doing:
    """The POST half of the control API."""

    _ws: Workspace
    _acts: Acts
    _modals: Modals
    _web_api: WebApi
    _sockets: SocketMode
    _time: clockwork.Clockwork
    _base_url: str

    def handlers(self) -> dict[str, Handler]:
        """The handlers by path below `/play/api/`."""
        return {
            "conversations/open": self._open_conversation,
            "conversations/{channel}/messages": self._say,
            "messages/edit": self._edit,
            "messages/delete": self._delete,
            "reactions": self._react,
            "read": self._read,
            "streams/stop": self._stop,
            "files": self._upload,
            "actions": self._press,
            "suggestions": self._suggest,
            "views/{view}/submit": self._submit,
            "views/{view}/close": self._close,
            "commands": self._command,
            "shortcuts": self._shortcut,
            "open": self._open,
            "clock": self._move,
            "faults": self._faults,
            "reset": self._reset,
            "validate": self._validate,
        }

    async def _open_conversation(self, request: Request) -> Response:
        body = await request.json()
        me = person(self._ws, body.get("as"))
        with self._ws.lock:
            users = [me, *(user for user in body["users"] if user != me)]
            place = self._ws.open_dm(users, self._ws.team_of(me))
            return ok(conversation=shown.conversation(self._ws, place, me))

    async def _say(self, request: Request) -> Response:
        body = await request.json()
        me = person(self._ws, body.get("as"))
        with self._ws.lock:
            spot = place(self._ws, request.path_params["channel"], me)
            files = [share(self._ws, spot, file, self._base_url) for file in body.get("files") or []]
            post = posting.say(
                self._ws,
                me,
                spot,
                body.get("text", ""),
                thread_ts=body.get("thread_ts"),
                files=files,
                broadcast=bool(body.get("reply_broadcast")),
            )
            return ok(message=shown.message(self._ws, post, me))

    async def _edit(self, request: Request) -> Response:
        body = await request.json()
        me = person(self._ws, body.get("as"))
        with self._ws.lock:
            post = self._ws.post(body["channel"], body["ts"])
            if post.body.get("user") != me:
                raise NotFound("Only your own messages can be changed.", "Write a new message.")
            posting.reword(self._ws, post, body["text"])
        return ok()

    async def _delete(self, request: Request) -> Response:
        body = await request.json()
        me = person(self._ws, body.get("as"))
        with self._ws.lock:
            post = self._ws.post(body["channel"], body["ts"])
            if me not in (post.body.get("user"), post.private_to):
                raise NotFound("Only your own messages can be deleted.", "Ask its author.")
            posting.remove(self._ws, post)
        return ok()

    async def _react(self, request: Request) -> Response:
        body = await request.json()
        me = person(self._ws, body.get("as"))
        with self._ws.lock:
            place(self._ws, body["channel"], me)
            post = self._ws.post(body["channel"], body["ts"])
            posting.react(self._ws, post, me, body["name"], gone=bool(body.get("remove")))
        return ok()

    async def _read(self, request: Request) -> Response:
        body = await request.json()
        me = person(self._ws, body.get("as"))
        with self._ws.lock:
            spot = place(self._ws, body["channel"], me)
            spot.read[me] = body.get("ts") or next(reversed(spot.posts), "0")
            unread = shown.unread(spot, me)["unread"]
            self._ws.tell(Happening("read", spot.id, user=me, extra={"unread": unread}))
        return ok(unread=unread)

    async def _stop(self, request: Request) -> Response:
        body = await request.json()
        self._acts.stop_stream(person(self._ws, body.get("as")), body["channel"], body["ts"])
        return ok()

    async def _upload(self, request: Request) -> Response:
        form = await request.form()
        me = person(self._ws, str(form.get("as") or request.query_params.get("as")))
        made = []
        for part in form.getlist("file"):
            if isinstance(part, UploadFile):
                stored = store(self._ws, me, part.filename or "file", await part.read())
                made.append(
                    {
                        **described.file(stored, self._base_url),
                        "_play": {"url": f"/play/api/files/{stored.id}"},
                    }
                )
        return ok(files=made)

    async def _press(self, request: Request) -> Response:
        body = await request.json()
        me = person(self._ws, body.get("as"))
        values = (body.get("state") or {}).get("values") or {}
        await answer(self._acts.press(me, body["container"], body["action"], values))
        return ok()

    async def _suggest(self, request: Request) -> Response:
        body = await request.json()
        me = person(self._ws, body.get("as"))
        given = await answer(self._acts.suggest(me, body["container"], body))
        return ok(**{key: given.payload[key] for key in ("options", "option_groups") if key in given.payload})

    async def _submit(self, request: Request) -> Response:
        body = await request.json()
        me = person(self._ws, body.get("as"))
        view_id = request.path_params["view"]
        values = (body.get("state") or {}).get("values") or {}
        pending, refused = self._modals.submit(me, view_id, values)
        if pending is None:
            assert refused is not None
            return _submitted(refused)
        return _submitted(self._modals.settle(me, view_id, await answer(pending)))

    async def _close(self, request: Request) -> Response:
        body = await request.json()
        me = person(self._ws, body.get("as"))
        self._modals.close(me, request.path_params["view"], all_views=bool(body.get("clear")))
        return ok(views=views.open_views(self._ws, me))

    async def _command(self, request: Request) -> Response:
        body = await request.json()
        me = person(self._ws, body.get("as"))
        await answer(self._acts.command(me, body["channel"], body["text"], body.get("thread_ts")))
        return ok()

    async def _shortcut(self, request: Request) -> Response:
        body = await request.json()
        me = person(self._ws, body.get("as"))
        if body["type"] == "global":
            pending = self._acts.global_shortcut(me, body["callback_id"])
        else:
            pending = self._acts.message_shortcut(me, body["callback_id"], body["channel"], body["ts"])
        await answer(pending)
        return ok()

    async def _open(self, request: Request) -> Response:
        body = await request.json()
        self._acts.open_app(person(self._ws, body.get("as")), body["tab"], body.get("context"))
        return ok()

    async def _move(self, request: Request) -> Response:
        await asyncio.to_thread(self._time.move, await request.json())
        return ok(**self._time.told())

    async def _faults(self, request: Request) -> Response:
        body = await request.json()
        if body.get("clear"):
            self._web_api.faults.clear()
        if body.get("disconnect"):
            await self._sockets.disconnect_all()
        if body.get("method"):
            fault = Fault(
                body["method"],
                body.get("error", "ratelimited"),
                int(body.get("retry_after", 1)),
                int(body.get("times", 1)),
            )
            self._web_api.faults.append(fault)
        return ok()

    async def _reset(self, _request: Request) -> Response:
        self._ws.reset()
        return ok()

    async def _validate(self, request: Request) -> Response:
        body = await request.json()
        problems = block_rules.check(body["blocks"], body.get("surface", "message"))
        return ok(errors=[vars(problem) for problem in problems])


def _submitted(result: Submitted) -> Response:
    extra: Json = {"errors": result.errors} if result.action == "errors" else {}
    if result.views:
        extra["view"] = result.views[-1]
    return ok(response_action=result.action, views=result.views, **extra)
