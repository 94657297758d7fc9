"""Who asks and who listens: Slack users become viewers, conversations become audiences."""

import threading
from dataclasses import dataclass

from slack_sdk import WebClient
from sqlalchemy import select

from channel.access.gate import Gate
from channel.access.identifying import audience_of, viewer_for_slack
from channel.access.viewer import Audience, Viewer
from channel.tables.parties import Person

PAGE = 200


@dataclass(frozen=True)
class Speaker:
    """A Slack user as the channel knows them. Language is `en` or `de`, the time zone an IANA name.

    For an unlinked user the viewer sees nothing, and the rest comes from `default_timezone` and English.
    """

    team: str
    user: str
    viewer: Viewer
    name: str
    language: str
    timezone: str

    @property
    def linked(self) -> bool:
        """Whether the user is a person of ours."""
        return self.viewer.person_id is not None


class Identity:
    """Turns Slack's ids into viewers; keeps which users listen where, until told that it changed."""

    def __init__(self, gate: Gate, default_timezone: str) -> None:
        self._gate = gate
        self._default_timezone = default_timezone
        self._members: dict[tuple[str, str], frozenset[tuple[str, str]]] = {}
        self._lock = threading.Lock()

    def speaker(self, team: str, user: str) -> Speaker:
        """The person behind a Slack user of a team (the user's own team, not the conversation's)."""
        return self._gate.kept.read((self.speaker, team, user), lambda: self._read(team, user))

    def _read(self, team: str, user: str) -> Speaker:
        viewer = self._viewer(team, user)
        if viewer.person_id is None:
            return Speaker(team, user, viewer, "", "en", self._default_timezone)
        with self._gate.viewing(viewer) as session:
            found = session.execute(
                select(Person.name, Person.language, Person.timezone).where(Person.id == viewer.person_id)
            ).one()
        return Speaker(team, user, viewer, found.name, found.language[:2], found.timezone)

    def audience(self, client: WebClient, team: str, conversation: str) -> Audience:
        """Everybody who listens in a conversation, bots left out."""
        members = self._listeners(client, team, conversation)
        return audience_of([self._viewer(home, user) for home, user in sorted(members)])

    def _viewer(self, team: str, user: str) -> Viewer:
        return self._gate.kept.read((self._viewer, team, user), lambda: viewer_for_slack(self._gate, team, user))

    def forget(self, team: str, conversation: str) -> None:
        """Somebody joined or left: ask Slack again next time."""
        with self._lock:
            self._members.pop((team, conversation), None)

    def forget_all(self) -> None:
        """Ask Slack again everywhere."""
        with self._lock:
            self._members.clear()

    def _listeners(self, client: WebClient, team: str, conversation: str) -> frozenset[tuple[str, str]]:
        with self._lock:
            known = self._members.get((team, conversation))
        if known is not None:
            return known
        users: list[str] = []
        cursor = ""
        while True:
            page = client.conversations_members(channel=conversation, limit=PAGE, cursor=cursor)
            users += page["members"]
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                break
        found = set()
        for user in users:
            info = client.users_info(user=user)["user"]
            if not info.get("is_bot"):
                found.add((info["team_id"], user))
        with self._lock:
            self._members[team, conversation] = frozenset(found)
        return frozenset(found)
