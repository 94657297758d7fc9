"""People of the demo world who drop files, press buttons and ask; rows as they are, whoever may see them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import openpyxl
from sqlalchemy import select

from bot.playground.demo import Demo
from bot.playground.driver import Message
from bot.playground.modals import Submitted
from channel.access.identifying import system_viewer, viewer_for_slack
from channel.access.rights import Right
from channel.access.viewer import Viewer
from channel.tables import Table
from channel.tables.documents import Document, DocumentVersion, Release

SYSTEM = system_viewer("loading", frozenset({Right.OPERATE}))
GUESTS = {"tirol": "BRIGHTPATH", "calder": "BRIGHTPATH"}
File = tuple[str, bytes]
PATIENCE = 60


def sheet(*rows: tuple[str, str], title: str = "FW120 rack firewall", version: str = "3.7") -> bytes:
    """A datasheet in Markdown with a table of values."""
    lines = [
        f"# {title}",
        "",
        f"Datasheet, version {version}",
        "",
        "## Technical data",
        "",
        "| Property | Value |",
        "| --- | --- |",
    ]
    return "\n".join([*lines, *(f"| {name} | {value} |" for name, value in rows), ""]).encode()


def workbook(*rows: tuple[str, ...]) -> bytes:
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]  # a new workbook has an active sheet
    book.save(file)
    return file.getvalue()


def packed(*files: File) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as opened:
        for name, content in files:
            opened.writestr(name, content)
    return archive.getvalue()


class Chat:
    """A conversation with Tierdesk, as any person."""

    def __init__(self, demo: Demo) -> None:
        assert demo.parts is not None
        self.demo, self.driver, self.parts = demo, demo.driver, demo.parts

    def drop(self, who: str, *files: File, text: str = "please publish", where: str = "dm") -> Message:
        """Drop files with words; what Tierdesk shows the person alone."""
        since = self.driver.mark()
        self.driver.say(who, where, text, files=files)
        self.driver.wait_until_quiet(PATIENCE)
        heard = self.driver.heard(since, who, where)
        return [m for m in heard.private or heard.public if m.blocks][-1]

    def ask(self, who: str, text: str, where: str = "dm") -> str:
        """Everything that Tierdesk answers."""
        heard = self.driver.ask(who, where, text, timeout=PATIENCE)
        return f"{heard.text}\n{heard.private_text}".strip()

    def card(self, who: str, text: str) -> Message:
        """The message that Tierdesk answers with."""
        since = self.driver.mark()
        self.driver.say(who, "dm", text)
        self.driver.wait_until_quiet(PATIENCE)
        return self.driver.heard(since, who, "dm").public[-1]

    def press(self, who: str, message: Message, action: str) -> Message:
        """Press a button; the message as it is then, or the newest one."""
        since = self.driver.mark()
        self.driver.press(who, message, action)
        self.driver.wait_until_quiet(PATIENCE)
        new = [m for m in self.driver.heard(since, who, "dm").public if m.blocks]
        return new[-1] if new else self.again(who, message)

    def again(self, who: str, message: Message) -> Message:
        """A message as it is now."""
        return next(m for m in self.driver.messages("dm", who) if m.ts == message.ts)

    def publish(self, who: str, *files: File, text: str = "please publish") -> Message:
        """Drop and confirm."""
        return self.press(who, self.drop(who, *files, text=text), "draft.confirm")

    def edit(self, who: str, card: Message, values: Mapping[str, Any]) -> Submitted:
        """Fill the form of a draft in, and send it."""
        self.driver.press(who, card, "draft.edit")
        sent = self.driver.submit(self.driver.views(who)[-1], dict(values))
        self.driver.wait_until_quiet(PATIENCE)
        return sent

    def viewer(self, key: str) -> Viewer:
        organisation = key.partition(".")[0]
        team = GUESTS.get(organisation, organisation.upper())
        return viewer_for_slack(self.parts.gate, f"T{team}", "U" + key.upper().replace(".", ""))

    def titles(self, key: str) -> set[tuple[str, str]]:
        """Title and version of each document that a person sees."""
        with self.parts.gate.viewing(self.viewer(key)) as session:
            rows = session.execute(
                select(Document.title, DocumentVersion.version).join(
                    DocumentVersion, DocumentVersion.document_id == Document.id
                )
            ).all()
        return {(row.title, row.version) for row in rows}

    def rows(self, table: type[Table], *criteria: Any) -> list[Any]:
        """Rows as they are."""
        with self.parts.gate.acting(SYSTEM, Right.OPERATE) as action:
            return list(action.session.scalars(select(table).where(*criteria)))

    def version(self, version: str, title: str = "FW120 rack firewall") -> DocumentVersion:
        """The version of a document by its names."""
        (document,) = self.rows(Document, Document.title == title)
        (found,) = self.rows(
            DocumentVersion, DocumentVersion.document_id == document.id, DocumentVersion.version == version
        )
        assert isinstance(found, DocumentVersion)
        return found

    def releases(self, version: DocumentVersion) -> list[Release]:
        return self.rows(Release, Release.version_id == version.id)

    def at(self, instant: datetime) -> None:
        """Move the world's clock."""
        self.demo.clock.set(instant)
