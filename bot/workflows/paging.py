"""A cited page as a picture, sent to the person alone, in the person's sight at the time of sending."""

import logging
from dataclasses import asdict, dataclass
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.delivery import Delivery
from bot.identity import Identity
from bot.places import Place
from bot.screens import sources
from bot.screens.text import Language, escape
from bot.workflows.runtime import Work
from channel.access.gate import Gate
from channel.errors import NotFound, UnreadableFile
from ingest.pictures import PagePicture, Pictures
from knowledge.in_place import FiledPage, page_of

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Asked:
    """A page that was asked for: by whom, where, of which passage; `view` is the form that waits for it, if any."""

    place: Place
    speaker_team: str
    user: str
    passage: str
    language: Language
    view: str = ""

    def plain(self) -> dict[str, Any]:
        """For the durable engine."""
        return asdict(self)

    @staticmethod
    def read(payload: dict[str, Any]) -> "Asked":
        """What `plain` made."""
        return Asked(**{**payload, "place": Place(**payload["place"])})


@dataclass(frozen=True)
class Paging:
    """Draws and sends pages; registered with the durable engine as `page`."""

    gate: Gate
    identity: Identity
    delivery: Delivery
    pictures: Pictures

    def send(self, work: Work) -> None:
        """The durable work: draw the page, send it, and say where it is."""
        work.step("send", lambda: self._send(Asked.read(work.payload)))

    def _send(self, asked: Asked) -> None:
        try:
            page = self._page(asked)
            picture = self.pictures.draw(page.content, page.page, page.words)
        except NotFound:
            self._say(asked, sources.GONE[asked.language])
        except UnreadableFile:
            self._say(asked, sources.NO_PICTURE[asked.language])
        else:
            self._show(asked, page, picture, self._upload(asked, page, picture))

    def _page(self, asked: Asked) -> FiledPage:
        viewer = self.identity.speaker(asked.speaker_team, asked.user).viewer
        return page_of(self.gate, viewer, int(asked.passage) if asked.passage.isdecimal() else 0)

    def _upload(self, asked: Asked, page: FiledPage, picture: PagePicture) -> str:
        """Put the picture into the app's own conversation with the person; the file's id."""
        words = sources.page_words(page, asked.language, marked=picture.marked)
        here = not asked.place.shared and not asked.view
        answer = self.delivery.client(asked.place.team).files_upload_v2(
            channel=self.delivery.direct(asked.place.team, asked.user),
            thread_ts=asked.place.thread if here else None,
            filename=f"page-{page.page}.png",
            title=words,
            content=picture.content,
            alt_txt=words,
            initial_comment=escape(words),
        )
        return str(answer["file"]["id"])

    def _show(self, asked: Asked, page: FiledPage, picture: PagePicture, file: str) -> None:
        if asked.view:
            view = sources.page_view(page, file, asked.language, marked=picture.marked)
            if not self._update(asked, view):
                self._update(asked, sources.sent_view(page, asked.language, marked=picture.marked))
        elif asked.place.shared:
            self._whisper(asked, sources.SENT[asked.language])

    def _say(self, asked: Asked, words: tuple[str, str]) -> None:
        if asked.view:
            self._update(asked, sources.notice(words, asked.language))
        else:
            self._whisper(asked, " ".join(words))

    def _whisper(self, asked: Asked, text: str) -> None:
        """Say something to the person alone, where they pressed."""
        client = self.delivery.client(asked.place.team)
        if asked.place.shared:
            client.chat_postEphemeral(
                channel=asked.place.conversation, user=asked.user, text=text, thread_ts=asked.place.thread
            )
        else:
            client.chat_postMessage(channel=asked.place.conversation, thread_ts=asked.place.thread, text=text)

    def _update(self, asked: Asked, view: dict[str, Any]) -> bool:
        """Whether the waiting form took the view; one that was closed meanwhile, or a picture too new, does not."""
        try:
            self.delivery.client(asked.place.team).views_update(view_id=asked.view, view=view)
        except SlackApiError as error:
            log.info("a form did not take a page: %s", error.response.get("error"))
            return False
        return True
