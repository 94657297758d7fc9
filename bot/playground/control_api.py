"""`/play/api/…`: what the page uses to be a person in this Slack."""

from __future__ import annotations

import asyncio
import mimetypes
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Any, TypeAlias

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.playground import block_rules, clockwork, described, posting, shown
from bot.playground.acts import Acts, Pending, Submitted
from bot.playground.live import Live
from bot.playground.outbox import Answer
from bot.playground.shapes import ApiError, Conversation, Happening, Json, StoredFile
from bot.playground.socket_mode import SocketMode
from bot.playground.state import APP_ID, Workspace
from bot.playground.traffic import Journal
from bot.playground.web_api import views
from bot.playground.web_api.endpoint import Fault, WebApi
from channel.errors import NotFound, Refusal, Unavailable

Handler: TypeAlias = Callable[[Request], Awaitable[Response]]

WORDS = {
    "not_in_channel": "You are not in that conversation.",
    "no_text": "There is nothing to send.",
    "thread_not_found": "That thread is not there any more.",
    "message_not_found": "That message is not there any more.",
    "channel_not_found": "There is no such conversation.",
    "already_reacted": "You have reacted with this already.",
    "no_reaction": "You have not reacted with this.",
}


class ControlApi:
    """The routes of the page. Refusals become sentences."""

    def __init__(
        self,
        ws: Workspace,
        acts: Acts,
        live: Live,
        journal: Journal,
        web_api: WebApi,
        sockets: SocketMode,
        time: clockwork.Clockwork,
        base_url: str,
        delivery: str,
    ) -> None:
        self._ws = ws
        self._acts = acts
        self._live = live
        self._journal = journal
        self._web_api = web_api
        self._sockets = sockets
        self._time = time
        self._base_url = base_url
        self._delivery = delivery

    def routes(self) -> list[Route]:
        """All routes below `/play/api`."""
        get: list[tuple[str, Handler]] = [
            ("people", self._people),
            ("state", self._state),
            ("conversations/{channel}/messages", self._messages),
            ("conversations/{channel}/threads/{ts}", self._thread),
            ("files/{file}", self._file),
            ("clock", self._clock),
            ("inspector", self._inspector),
            ("apps", self._apps),
            ("stream", self._stream),
        ]
        post: list[tuple[str, Handler]] = [
            ("conversations/open", self._open_conversation),
            ("conversations/{channel}/messages", self._say),
            ("messages/edit", self._edit),
            ("messages/delete", self._delete),
            ("reactions", self._react),
            ("read", self._read),
            ("streams/stop", self._stop),
            ("files", self._upload),
            ("actions", self._press),
            ("suggestions", self._suggest),
            ("views/{view}/submit", self._submit),
            ("views/{view}/close", self._close),
            ("commands", self._command),
            ("shortcuts", self._shortcut),
            ("open", self._open),
            ("clock", self._move),
            ("faults", self._faults),
            ("reset", self._reset),
            ("validate", self._validate),
        ]
        made = [Route(f"/play/api/{path}", _answering(handler), methods=["POST"]) for path, handler in post]
        return made + [Route(f"/play/api/{path}", _answering(handler), methods=["GET"]) for path, handler in get]

    async def _people(self, _request: Request) -> Response:
        organisations = [
            {
                "key": organisation.key,
                "name": organisation.name,
                "kind": organisation.kind,
                "team": organisation.team,
                "team_name": self._ws.organisations[organisation.team].name,
                "people": [shown.person(person) for person in organisation.people],
            }
            for organisation in self._ws.world.organisations
        ]
        return _ok(now=self._ws.now().isoformat(), zone=str(self._ws.world.zone), organisations=organisations)

    async def _state(self, request: Request) -> Response:
        me = self._person(request.query_params.get("as"))
        ws = self._ws
        with ws.lock:
            mine = [place for place in ws.conversations.values() if me in place.members]
            dm = next(place for place in mine if place.kind == "im" and ws.bots_in(place))
            return _ok(
                me=shown.person(ws.people[me]),
                now=ws.now().isoformat(),
                zone=str(ws.world.zone),
                team=_team(ws, ws.team_of(me)),
                teams={team: _team(ws, team) for team in ws.organisations},
                users={user: shown.user(ws, user, me) for user in self._sights(me, mine)},
                app=self._app(me, dm),
                conversations=[shown.conversation(ws, place, me) for place in mine],
                home=ws.homes.get(me),
                views=views.open_views(ws, me),
                prompts=ws.prompts.get(dm.id) or self._manifest_prompts(dm),
                statuses=[
                    {**asdict(status), "since": status.since.isoformat()}
                    for status in ws.statuses.values()
                    if me in ws.conversation(status.channel).members
                ],
            )

    def _sights(self, me: str, mine: list[Conversation]) -> list[str]:
        team = self._ws.team_of(me)
        met = {member for place in mine for member in place.members}
        own = {user for user, person in self._ws.people.items() if person.team == team}
        return sorted(met | own)

    def _app(self, me: str, dm: Conversation) -> Json:
        manifest = self._ws.manifest
        return {
            "id": APP_ID,
            "name": manifest.name,
            "description": manifest.description,
            "bot_user_id": next(member for member in dm.members if member != me),
            "bot_user_ids": list(self._ws.bots),
            "dm": dm.id,
            "icon": None,
            "connected": self._delivery == "http" or self._sockets.count > 0,
            "connections": self._sockets.count,
            "commands": [command.model_dump() for command in manifest.commands],
            "shortcuts": [shortcut.model_dump() for shortcut in manifest.shortcuts],
        }

    def _manifest_prompts(self, dm: Conversation) -> Json | None:
        prompts = self._ws.manifest.suggested_prompts
        return {"channel": dm.id, "title": "", "prompts": list(prompts)} if prompts else None

    async def _messages(self, request: Request) -> Response:
        me = self._person(request.query_params.get("as"))
        limit = int(request.query_params.get("limit", "50"))
        before = request.query_params.get("before", "~")
        with self._ws.lock:
            place = self._place(request.path_params["channel"], me)
            posts = [
                post
                for post in posting.visible(place, me)
                if post.ts < before and (not post.is_reply or post.body.get("subtype") == "thread_broadcast")
            ]
            found = [shown.message(self._ws, post, me) for post in posts[-limit:]]
        return _ok(messages=found, has_more=len(posts) > limit)

    async def _thread(self, request: Request) -> Response:
        me = self._person(request.query_params.get("as"))
        ts = request.path_params["ts"]
        with self._ws.lock:
            place = self._place(request.path_params["channel"], me)
            posts = [post for post in posting.visible(place, me) if ts in (post.ts, post.thread_ts)]
            found = [shown.message(self._ws, post, me) for post in posts]
        return _ok(messages=found, title=self._ws.titles.get((place.id, ts)))

    async def _open_conversation(self, request: Request) -> Response:
        body = await request.json()
        me = self._person(body.get("as"))
        with self._ws.lock:
            users = [me, *(user for user in body["users"] if user != me)]
            place = self._ws.open_dm(users, self._ws.team_of(me))
            return _ok(conversation=shown.conversation(self._ws, place, me))

    async def _say(self, request: Request) -> Response:
        body = await request.json()
        me = self._person(body.get("as"))
        with self._ws.lock:
            place = self._place(request.path_params["channel"], me)
            files = self._shared(place, body.get("files") or [])
            post = posting.say(
                self._ws,
                me,
                place,
                body.get("text", ""),
                thread_ts=body.get("thread_ts"),
                files=files,
                broadcast=bool(body.get("reply_broadcast")),
            )
            return _ok(message=shown.message(self._ws, post, me))

    def _shared(self, place: Conversation, ids: list[str]) -> list[Json]:
        found = []
        for file_id in ids:
            stored = self._stored(file_id)
            stored.channels.append(place.id)
            found.append(described.file(stored, self._base_url))
        return found

    async def _edit(self, request: Request) -> Response:
        body = await request.json()
        me = self._person(body.get("as"))
        with self._ws.lock:
            post = self._ws.post(body["channel"], body["ts"])
            if post.body.get("user") != me:
                raise NotFound("Only your own messages can be changed.", "Write a new message.")
            posting.reword(self._ws, post, body["text"])
        return _ok()

    async def _delete(self, request: Request) -> Response:
        body = await request.json()
        me = self._person(body.get("as"))
        with self._ws.lock:
            post = self._ws.post(body["channel"], body["ts"])
            if me not in (post.body.get("user"), post.private_to):
                raise NotFound("Only your own messages can be deleted.", "Ask its author.")
            posting.remove(self._ws, post)
        return _ok()

    async def _react(self, request: Request) -> Response:
        body = await request.json()
        me = self._person(body.get("as"))
        with self._ws.lock:
            self._place(body["channel"], me)
            post = self._ws.post(body["channel"], body["ts"])
            posting.react(self._ws, post, me, body["name"], gone=bool(body.get("remove")))
        return _ok()

    async def _read(self, request: Request) -> Response:
        body = await request.json()
        me = self._person(body.get("as"))
        with self._ws.lock:
            place = self._place(body["channel"], me)
            place.read[me] = body.get("ts") or next(reversed(place.posts), "0")
            unread = shown.unread(place, me)["unread"]
            self._ws.tell(Happening("read", place.id, user=me, extra={"unread": unread}))
        return _ok(unread=unread)

    async def _stop(self, request: Request) -> Response:
        body = await request.json()
        self._acts.stop_stream(self._person(body.get("as")), body["channel"], body["ts"])
        return _ok()

    async def _upload(self, request: Request) -> Response:
        form = await request.form()
        me = self._person(str(form.get("as") or request.query_params.get("as")))
        made = []
        for part in form.getlist("file"):
            if isinstance(part, UploadFile):
                stored = store(self._ws, me, part.filename or "file", await part.read())
                made.append({
                    **described.file(stored, self._base_url),
                    "_play": {"url": f"/play/api/files/{stored.id}"},
                })
        return _ok(files=made)

    async def _file(self, request: Request) -> Response:
        me = self._person(request.query_params.get("as"))
        stored = self._stored(request.path_params["file"])
        readable = any(me in self._ws.conversation(channel).members for channel in stored.channels)
        if stored.user != me and not readable:
            raise NotFound("There is no such file.", "Look for it in the conversation.")
        headers = {}
        if request.query_params.get("download"):
            headers["content-disposition"] = f'attachment; filename="{stored.id}-{_ascii(stored.name)}"'
        return Response(stored.content, media_type=stored.mimetype, headers=headers)

    async def _press(self, request: Request) -> Response:
        body = await request.json()
        me = self._person(body.get("as"))
        values = (body.get("state") or {}).get("values") or {}
        await _answer(self._acts.press(me, body["container"], body["action"], values))
        return _ok()

    async def _suggest(self, request: Request) -> Response:
        body = await request.json()
        me = self._person(body.get("as"))
        answer = await _answer(self._acts.suggest(me, body["container"], body))
        return _ok(**{key: answer.payload[key] for key in ("options", "option_groups") if key in answer.payload})

    async def _submit(self, request: Request) -> Response:
        body = await request.json()
        me = self._person(body.get("as"))
        view_id = request.path_params["view"]
        values = (body.get("state") or {}).get("values") or {}
        pending, refused = self._acts.submit(me, view_id, values)
        if pending is None:
            assert refused is not None
            return _submitted(refused)
        return _submitted(self._acts.settle(me, view_id, await _answer(pending)))

    async def _close(self, request: Request) -> Response:
        body = await request.json()
        me = self._person(body.get("as"))
        self._acts.close(me, request.path_params["view"], all_views=bool(body.get("clear")))
        return _ok(views=views.open_views(self._ws, me))

    async def _command(self, request: Request) -> Response:
        body = await request.json()
        me = self._person(body.get("as"))
        await _answer(self._acts.command(me, body["channel"], body["text"], body.get("thread_ts")))
        return _ok()

    async def _shortcut(self, request: Request) -> Response:
        body = await request.json()
        me = self._person(body.get("as"))
        if body["type"] == "global":
            pending = self._acts.global_shortcut(me, body["callback_id"])
        else:
            pending = self._acts.message_shortcut(me, body["callback_id"], body["channel"], body["ts"])
        await _answer(pending)
        return _ok()

    async def _open(self, request: Request) -> Response:
        body = await request.json()
        self._acts.open_app(self._person(body.get("as")), body["tab"], body.get("context"))
        return _ok()

    async def _clock(self, _request: Request) -> Response:
        return _ok(**self._time.told())

    async def _move(self, request: Request) -> Response:
        await asyncio.to_thread(self._time.move, await request.json())
        return _ok(**self._time.told())

    async def _inspector(self, request: Request) -> Response:
        query = request.query_params
        entries = self._journal.since(int(query.get("after", "0")), query.get("kind") or None)
        entries = entries[-int(query.get("limit", "200")) :]
        return _ok(entries=[asdict(entry) for entry in entries], last=self._journal.last)

    async def _apps(self, _request: Request) -> Response:
        installed = [team for team in self._ws.organisations if team not in self._ws.revoked]
        return _ok(
            connections=self._sockets.count,
            delivery=self._delivery,
            installed=installed,
            manifest=self._ws.manifest.model_dump(),
        )

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
        return _ok()

    async def _reset(self, _request: Request) -> Response:
        self._ws.reset()
        return _ok()

    async def _validate(self, request: Request) -> Response:
        body = await request.json()
        problems = block_rules.check(body["blocks"], body.get("surface", "message"))
        return _ok(errors=[vars(problem) for problem in problems])

    async def _stream(self, request: Request) -> Response:
        me = self._person(request.query_params.get("as"))
        frames = self._live.stream(me, wants_traffic=bool(request.query_params.get("traffic")))
        return StreamingResponse(frames, media_type="text/event-stream", headers={"cache-control": "no-store"})

    def _person(self, user: str | None) -> str:
        if user not in self._ws.people:
            raise NotFound("There is nobody with that id.", "Choose a person from the list.")
        return str(user)

    def _place(self, channel: str, me: str) -> Conversation:
        place = self._ws.conversations.get(channel)
        if place is None or me not in place.members:
            raise NotFound("You are not in that conversation.", "Choose one from the list.")
        return place

    def _stored(self, file_id: str) -> StoredFile:
        stored = self._ws.files.get(file_id)
        if stored is None:
            raise NotFound("There is no such file.", "Attach it again.")
        return stored


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


async def _answer(pending: Pending) -> Answer:
    answer = await asyncio.wrap_future(pending)
    if not answer.ok:
        raise Unavailable("We had some trouble connecting. Try again?", "The app did not answer within 3 seconds.")
    return answer


def _answering(handler: Handler) -> Handler:
    async def answer(request: Request) -> Response:
        try:
            return await handler(request)
        except Unavailable as refusal:
            return _refused(502, "no_answer", refusal.message, refusal.next_step)
        except NotFound as refusal:
            return _refused(404, "not_found", refusal.message, refusal.next_step)
        except Refusal as refusal:
            return _refused(400, "refused", refusal.message, refusal.next_step)
        except ApiError as refusal:
            return _refused(400, refusal.code, WORDS.get(refusal.code, refusal.code.replace("_", " ")), "")
        except (KeyError, ValueError, TypeError) as error:
            return _refused(400, "bad_request", f"The request cannot be understood: {error!r}.", "")

    return answer


def _refused(status: int, code: str, error: str, next_step: str) -> Response:
    return JSONResponse({"ok": False, "code": code, "error": error, "next_step": next_step}, status)


def _submitted(result: Submitted) -> Response:
    extra: Json = {"errors": result.errors} if result.action == "errors" else {}
    if result.views:
        extra["view"] = result.views[-1]
    return _ok(response_action=result.action, views=result.views, **extra)


def _team(ws: Workspace, team: str) -> Json:
    return {"id": team, "name": ws.organisations[team].name, "domain": ws.organisations[team].key}


def _ascii(name: str) -> str:
    return name.encode("ascii", "replace").decode().replace('"', "'")


def _ok(**data: Any) -> Response:  # noqa: ANN401 - any JSON
    return JSONResponse({"ok": True, **data})
