"""Announcing to partners: drafted from words, shown exactly as it will be read, called off or corrected later."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import select

from bot.tools import announcing_words
from bot.tools.announcing_values import (
    Announced,
    AnnouncementDraft,
    CallingOff,
    OwnAnnouncements,
)
from bot.tools.questions import in_words
from bot.tools.results import Arguments, Asking, Outcome, Result, Tool
from channel import announcements, drafts
from channel.access.gate import Gate, not_found
from channel.access.identifying import system_viewer
from channel.access.rights import Right
from channel.access.viewer import Viewer
from channel.announcements_audience import Author, reach, recipients
from channel.announcements_drafting import Wanted, correction_of
from channel.errors import NotFound, NotPossible
from channel.parties import organisation
from channel.tables.parties import Kind, Person
from channel.tables.programmes import Announcement

ANNOUNCE: Final = "announce.draft"
CALL_OFF: Final = "announce.call_off"
AUTHORS: Final = (Kind.VENDOR, Kind.DISTRIBUTOR)


class AnnounceArguments(Arguments):
    """Everything is read from the words themselves."""


def draft(asking: Asking, _arguments: AnnounceArguments) -> Result:
    """An announcement to be confirmed.

    Raises:
        NotPossible: for who belongs to neither a vendor nor a distributor.
    """
    author_of(asking)
    with asking.gate.viewing(asking.person) as session:
        said = announcing_words.read(asking, session, zone_of(asking.gate, asking.person))
    wanted = Wanted(said.words, said.addressed, said.at, said.expires)
    with asking.gate.acting(asking.person, Right.ANNOUNCE) as action:
        key = drafts.save(action, ANNOUNCE, asking.thread, wanted.plain())
    return shown(asking, key, wanted)


def shown(asking: Asking, key: str, wanted: Wanted) -> Result:
    """A draft as its author sees it."""
    author = author_of(asking)
    with asking.gate.viewing(asking.person) as session:
        own = organisation(session, author.id)
        if wanted.corrects is None:
            found = recipients(session, author, wanted.addressed, asking.now.date())
        else:
            found = announcements.recipients_of(session, wanted.corrects)
        with asking.gate.viewing(system_viewer("notifying", frozenset())) as everybody:
            reached = reach(session, everybody, author, found)
    value = AnnouncementDraft(
        key=key,
        wanted=wanted,
        author=own.name if own else "",
        reach=reached,
        now=asking.now,
        timezone=zone_of(asking.gate, asking.person),
    )
    return Result(value, Outcome.DRAFT, draft=key)


def open_draft(asking: Asking, key: str) -> Wanted:
    """The announcement that waits under a key.

    Raises:
        NotFound: when the asker has none under it.
        NotPossible: when it is closed.
    """
    with asking.gate.viewing(asking.person) as session:
        found = drafts.by_key(session, key)
    if found.capability != ANNOUNCE:
        raise not_found()
    if found.state != drafts.OPEN:
        raise NotPossible(
            in_words(asking, "That draft is closed.", "Dieser Entwurf ist geschlossen."),
            in_words(asking, "Write the announcement anew.", "Schreiben Sie die Ankündigung neu."),
        )
    return Wanted.read(found.content)


def changed(asking: Asking, key: str, wanted: Wanted) -> Result:
    """An open draft with other words, recipients or times."""
    open_draft(asking, key)
    with asking.gate.acting(asking.person, Right.ANNOUNCE) as action:
        drafts.change(action, key, wanted.plain())
    return shown(asking, key, wanted)


def correct(asking: Asking, identifier: int) -> Result:
    """A correction of an own announcement that is out, to be edited and confirmed.

    Raises:
        NotFound: when it is not the asker's organisation's.
        NotPossible: when it was called off.
    """
    author = author_of(asking)
    with asking.gate.viewing(asking.person) as session:
        row = session.get(Announcement, identifier)
    if row is None or row.owner_id != author.id:
        raise not_found()
    wanted = correction_of(row)
    with asking.gate.acting(asking.person, Right.ANNOUNCE) as action:
        key = drafts.save(action, ANNOUNCE, asking.thread, wanted.plain())
    return shown(asking, key, wanted)


def call_off(asking: Asking, identifier: int) -> Result:
    """The calling off of an own announcement that is not out yet, to be confirmed.

    Raises:
        NotFound: when it is not the asker's organisation's.
    """
    with asking.gate.viewing(asking.person) as session:
        sent = announcements.own_announcement(session, identifier, asking.person, asking.now)
    with asking.gate.acting(asking.person, Right.ANNOUNCE) as action:
        key = drafts.save(action, CALL_OFF, asking.thread, {"id": identifier})
    return Result(CallingOff(key, sent, zone_of(asking.gate, asking.person)), Outcome.DRAFT, draft=key)


def own(asking: Asking) -> Result:
    """What the asker's organisation announced or will, with how far each is.

    Raises:
        NotFound: when it announced nothing.
    """
    with asking.gate.viewing(asking.person) as session:
        rows = announcements.own_announcements(session, asking.person, asking.now)
    if not rows:
        raise NotFound(
            in_words(asking, "You have announced nothing yet.", "Sie haben noch nichts angekündigt."),
            in_words(
                asking,
                "Write, for example: tell all Gold partners: …",
                "Schreiben Sie zum Beispiel: Informiere alle Gold-Partner: …",
            ),
        )
    return Result(OwnAnnouncements(rows, zone_of(asking.gate, asking.person)), sources=("announcements",))


def author_of(asking: Asking) -> Author:
    """The asker's organisation as an author.

    Raises:
        NotPossible: when it is neither a vendor nor a distributor.
    """
    viewer = asking.person
    if viewer.kind not in AUTHORS or viewer.organisation_id is None:
        raise NotPossible(
            in_words(
                asking,
                "Announcements come from vendors and distributors.",
                "Ankündigungen kommen von Herstellern und Distributoren.",
            ),
            in_words(asking, "Ask “any news” for what is new.", "„Neuigkeiten“ zeigt, was es Neues gibt."),
        )
    return Author(viewer.organisation_id, viewer.kind)


def zone_of(gate: Gate, viewer: Viewer) -> str:
    """The person's time zone (IANA)."""
    with gate.viewing(viewer) as session:
        return session.scalars(select(Person.timezone).where(Person.id == viewer.person_id)).one()


def done(gate: Gate, viewer: Viewer, outcome: dict[str, Any]) -> Announced:
    """What a confirmed announcement came to, in its author's sight."""
    with gate.viewing(viewer) as session:
        sent = announcements.own_announcement(session, outcome["id"], viewer, gate.now())
    return Announced(outcome["done"], sent, zone_of(gate, viewer))


TOOLS = (Tool(ANNOUNCE, AnnounceArguments, Right.ANNOUNCE, draft, drafts=True),)
