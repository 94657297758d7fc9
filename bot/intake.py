"""Files in: fetched from Slack, kept before anything else happens, and offered to whoever takes such files.

A file lies in `channel.uploads` from the drop until its draft is closed, so that a crash or a wrong word loses none.
"""

import logging
from dataclasses import dataclass
from typing import Any, Final

from slack_sdk.errors import SlackApiError

from bot.delivery import Delivery
from bot.screens import intake as words
from bot.screens.text import Language
from bot.tools import deal_evidence, deal_many, loading, onboarding_many, price_lists, publishing
from bot.tools.dropped import DroppedFile, Taker
from bot.tools.results import Asking, Result
from channel import uploads
from channel.access.gate import Gate
from channel.access.rights import Right
from channel.access.viewer import Viewer
from channel.errors import NotAllowed, Refusal, Unavailable, UnreadableFile
from ingest.reading import MOST_BYTES

log = logging.getLogger(__name__)
MOST_FILES: Final = 50
PUBLISHING_TAKERS: Final[tuple[Taker, ...]] = (price_lists.TAKER, publishing.TAKER)
"""Who takes files of those that publish; the last takes whatever is left."""
DEAL_TAKERS: Final[tuple[Taker, ...]] = (deal_many.TAKER, deal_evidence.TAKER)
"""Who takes files of those that register deals."""
RIGHTS: Final = (Right.PUBLISH, Right.LOAD_DATA, Right.REGISTER_DEALS, Right.ONBOARD)
"""Who holds one of these may hand in files."""


def takers_for(viewer: Viewer) -> tuple[Taker, ...]:
    """Who takes somebody's files, in order: each goes to the first that claims it. Own data says itself what it is."""
    publishing_takers = PUBLISHING_TAKERS if Right.PUBLISH in viewer.rights else ()
    return (loading.TAKER, onboarding_many.TAKER, *DEAL_TAKERS, *publishing_takers)


def may_hand_in(viewer: Viewer) -> bool:
    """Whether somebody's files are fetched at all."""
    return not viewer.rights.isdisjoint(RIGHTS)


def _held(viewer: Viewer) -> Right:
    """The right by which somebody hands in files."""
    return next(right for right in RIGHTS if right in viewer.rights)


@dataclass(frozen=True)
class Received:
    """What became of the files of a drop: upload keys of those that are kept, and a sentence for each of the others."""

    keys: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


@dataclass(frozen=True)
class Intake:
    """Takes in what people drop."""

    gate: Gate
    delivery: Delivery

    def receive(self, team: str, viewer: Viewer, ids: tuple[str, ...], cause: str, language: Language) -> Received:
        """Fetch the files from Slack and keep each; those that were kept before under `cause` are not fetched again.

        Args:
            team: the installing team, whose bot may read the files.
            viewer: who dropped them.
            ids: Slack's ids of the files.
            cause: the key of the event, so that the same drop keeps the same files once.
            language: of the sentences about files that could not be had.
        """
        if not may_hand_in(viewer):
            return Received()
        kept: list[str] = []
        refused: list[str] = []
        for number, file in enumerate(ids):
            if number >= MOST_FILES:
                refused.append(words.TOO_MANY[language].format(limit=MOST_FILES, count=len(ids)))
                break
            key = uploads.upload_key(cause, file)
            try:
                self._keep(team, viewer, file, key, language)
                kept.append(key)
            except Refusal as refusal:
                refused.append(refusal.line(language))
        return Received(tuple(kept), tuple(refused))

    def claimed(self, asking: Asking, received: Received, text: str) -> bool:
        """Whether there is something to say of the files themselves; files that nobody takes are forgotten at once."""
        person = asking.person
        if received.refused or (Right.PUBLISH in person.rights and received.keys):
            return True
        files = self._dropped(person, received.keys)
        if any(taker.claims(asking, (file,), text) for taker in takers_for(person) for file in files):
            return True
        self._forget(person, received.keys)
        return False

    def offer(self, asking: Asking, keys: tuple[str, ...], text: str) -> list[Result | Refusal]:
        """What each taker makes of its files, in order of the takers."""
        rest = self._dropped(asking.person, keys)
        found: list[Result | Refusal] = []
        for taker in takers_for(asking.person):
            mine = tuple(file for file in rest if taker.claims(asking, (file,), text))
            rest = tuple(file for file in rest if file not in mine)
            if not mine:
                continue
            try:
                found.append(taker.take(asking, mine, text))
            except Refusal as refusal:
                found.append(refusal)
        if rest:
            self._forget(asking.person, tuple(file.upload_key for file in rest))
            found.append(NotAllowed(words.NOT_FOR_YOU[asking.language], words.INSTEAD[asking.language]))
        return found

    def _forget(self, viewer: Viewer, keys: tuple[str, ...]) -> None:
        if keys:
            with self.gate.acting(viewer, _held(viewer)) as action:
                uploads.let_go(action, keys)

    def _dropped(self, viewer: Viewer, keys: tuple[str, ...]) -> tuple[DroppedFile, ...]:
        with self.gate.viewing(viewer) as session:
            return tuple(
                DroppedFile(file.key, file.file_name, file.media_type, file.content)
                for file in uploads.kept_files(session, keys)
            )

    def _keep(self, team: str, viewer: Viewer, file: str, key: str, language: Language) -> None:
        with self.gate.viewing(viewer) as session:
            if uploads.is_kept(session, key):
                return
        about = self._about(team, file, language)
        name = str(about.get("name") or about.get("title") or file)
        size = int(about.get("size") or 0)
        if size > MOST_BYTES:
            raise UnreadableFile(
                words.TOO_BIG[language].format(name=name, size=size // 1024**2, limit=MOST_BYTES // 1024**2),
                words.SPLIT[language],
            )
        address = str(about.get("url_private_download") or about.get("url_private") or "")
        media = str(about.get("mimetype") or "application/octet-stream")
        content = self.delivery.download(team, address, media, MOST_BYTES)
        with self.gate.acting(viewer, _held(viewer)) as action:
            uploads.keep(action, key, name, media, content)

    def _about(self, team: str, file: str, language: Language) -> dict[str, Any]:
        """Slack's description of a file; in shared conversations the event itself carries the id alone."""
        try:
            about: dict[str, Any] = self.delivery.client(team).files_info(file=file)["file"]
        except SlackApiError as error:
            log.warning("files.info of %s: %s", file, error.response.get("error"))
            raise Unavailable(words.NO_ACCESS[language], words.ASK_FOR_SCOPE[language]) from error
        if about.get("mode") in {"external", "hidden_by_limit", "tombstone"} or about.get("is_external"):
            raise UnreadableFile(
                words.ELSEWHERE[language].format(name=about.get("name") or file), words.ATTACH[language]
            )
        return about
