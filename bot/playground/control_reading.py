"""What the page reads of this Slack: people, messages, files, the clock, the traffic."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from bot.playground import clockwork, posting, shown
from bot.playground.control_replies import Handler, ok, person, place
from bot.playground.live import Live
from bot.playground.shapes import Conversation, Json
from bot.playground.socket_mode import SocketMode
from bot.playground.state import APP_ID, Workspace
from bot.playground.stored_files import readable_file
from bot.playground.traffic import Journal
from bot.playground.web_api import views


@dataclass(frozen=True)
class Reading:
    """The GET half of the control API."""

    _ws: Workspace
    _live: Live
    _journal: Journal
    _sockets: SocketMode
    _time: clockwork.Clockwork
    _delivery: str

    def handlers(self) -> dict[str, Handler]:
        """The handlers by path below `/play/api/`."""
        return {
            "people": self._people,
            "state": self._state,
            "conversations/{channel}/messages": self._messages,
            "conversations/{channel}/threads/{ts}": self._thread,
            "files/{file}": self._file,
            "clock": self._clock,
            "inspector": self._inspector,
            "apps": self._apps,
            "stream": self._stream,
        }

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
        world = self._ws.world
        return ok(
            now=self._ws.now().isoformat(),
            zone=str(world.zone),
            start=list(world.start),
            organisations=organisations,
        )

    async def _state(self, request: Request) -> Response:
        me = person(self._ws, request.query_params.get("as"))
        ws = self._ws
        with ws.lock:
            mine = [place for place in ws.conversations.values() if me in place.members]
            dm = next(place for place in mine if place.kind == "im" and ws.bots_in(place))
            return ok(
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
        me = person(self._ws, request.query_params.get("as"))
        limit = int(request.query_params.get("limit", "50"))
        before = request.query_params.get("before", "~")
        with self._ws.lock:
            spot = place(self._ws, request.path_params["channel"], me)
            posts = [
                post
                for post in posting.visible(spot, me)
                if post.ts < before and (not post.is_reply or post.body.get("subtype") == "thread_broadcast")
            ]
            found = [shown.message(self._ws, post, me) for post in posts[-limit:]]
        return ok(messages=found, has_more=len(posts) > limit)

    async def _thread(self, request: Request) -> Response:
        me = person(self._ws, request.query_params.get("as"))
        ts = request.path_params["ts"]
        with self._ws.lock:
            spot = place(self._ws, request.path_params["channel"], me)
            posts = [post for post in posting.visible(spot, me) if ts in (post.ts, post.thread_ts)]
            found = [shown.message(self._ws, post, me) for post in posts]
        return ok(messages=found, title=self._ws.titles.get((spot.id, ts)))

    async def _file(self, request: Request) -> Response:
        me = person(self._ws, request.query_params.get("as"))
        stored = readable_file(self._ws, request.path_params["file"], me)
        headers = {}
        if request.query_params.get("download"):
            headers["content-disposition"] = f'attachment; filename="{stored.id}-{_ascii(stored.name)}"'
        return Response(stored.content, media_type=stored.mimetype, headers=headers)

    async def _clock(self, _request: Request) -> Response:
        return ok(**self._time.told())

    async def _inspector(self, request: Request) -> Response:
        query = request.query_params
        entries = self._journal.since(int(query.get("after", "0")), query.get("kind") or None)
        entries = entries[-int(query.get("limit", "200")) :]
        return ok(entries=[asdict(entry) for entry in entries], last=self._journal.last)

    async def _apps(self, _request: Request) -> Response:
        installed = [team for team in self._ws.organisations if team not in self._ws.revoked]
        return ok(
            connections=self._sockets.count,
            delivery=self._delivery,
            installed=installed,
            manifest=self._ws.manifest.model_dump(),
        )

    async def _stream(self, request: Request) -> Response:
        me = person(self._ws, request.query_params.get("as"))
        frames = self._live.stream(me, wants_traffic=bool(request.query_params.get("traffic")))
        return StreamingResponse(frames, media_type="text/event-stream", headers={"cache-control": "no-store"})


def _team(ws: Workspace, team: str) -> Json:
    return {"id": team, "name": ws.organisations[team].name, "domain": ws.organisations[team].key}


def _ascii(name: str) -> str:
    return name.encode("ascii", "replace").decode().replace('"', "'")
