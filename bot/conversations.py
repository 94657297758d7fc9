"""What a thread knows: each person's requests in it, kept by us, since Slack's history is not to be leaned on."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import select

from bot.screens.text import Language
from bot.understanding.followups import ThreadMemory
from bot.understanding.requests import Choice, Request
from channel import drafts
from channel.access.gate import Gate
from channel.access.rights import Right
from channel.access.viewer import Viewer
from channel.drafts import OpenDraft
from channel.tables.journal import AnswerLog, Draft, ThreadTurn

REMEMBERED_TURNS = 6
TURNS_BACK = 50
"""How far back the words of a waiting draft are looked for."""
REQUESTS = TypeAdapter(tuple[Request, ...])
CHOICES = TypeAdapter(tuple[Choice, ...])


@dataclass(frozen=True)
class Turn:
    """One exchange: what was understood, what was listed or offered, and how it ended.

    `draft` is the first line of the draft that the answer showed, empty if it showed none.
    """

    requests: tuple[Request, ...]
    choices: tuple[Choice, ...]
    listed: tuple[str, ...]
    question: str
    outcome: str
    sources: tuple[str, ...] = ()
    draft: str = ""


def recall(gate: Gate, viewer: Viewer, thread: str, event_key: str) -> ThreadMemory:
    """What the person said in the thread before this event; nothing for the unlinked."""
    if viewer.person_id is None:
        return ThreadMemory()
    with gate.viewing(viewer) as session:
        rows = session.execute(
            select(ThreadTurn.content)
            .where(
                ThreadTurn.thread == thread,
                ThreadTurn.person_id == viewer.person_id,
                ThreadTurn.event_key != event_key,
            )
            .order_by(ThreadTurn.at.desc(), ThreadTurn.id.desc())
            .limit(REMEMBERED_TURNS)
        ).all()
        waiting = session.execute(
            select(Draft.capability)
            .where(Draft.thread == thread, Draft.person_id == viewer.person_id, Draft.state == "open")
            .order_by(Draft.id.desc())
            .limit(1)
        ).scalar()
    contents: list[dict[str, Any]] = [row.content for row in rows]
    if not contents:
        return ThreadMemory(open_draft=waiting)
    return ThreadMemory(
        requests=tuple(r for c in reversed(contents) for r in REQUESTS.validate_python(c["requests"])),
        choices=CHOICES.validate_python(contents[0]["choices"]),
        listed=tuple(contents[0]["listed"]),
        open_draft=waiting,
        latest=len(contents[0]["requests"]),
    )


def language_of(gate: Gate, viewer: Viewer, thread: str, otherwise: str) -> Language:
    """The language that the person last wrote in the thread, else `otherwise`: that of the person's profile."""
    requests = recall(gate, viewer, thread, "").requests
    return "de" if (requests[-1].language if requests else otherwise) == "de" else "en"


def passed_over(gate: Gate, viewer: Viewer, thread: str, event_key: str, draft: OpenDraft) -> str | None:
    """The first line of a waiting draft since which the person asked something else; none if it was shown just now.

    Empty where no turn showed it, because a form made it.
    """
    with gate.viewing(viewer) as session:
        turns = session.execute(
            select(ThreadTurn.content, ThreadTurn.at)
            .where(
                ThreadTurn.thread == thread,
                ThreadTurn.person_id == viewer.person_id,
                ThreadTurn.event_key != event_key,
            )
            .order_by(ThreadTurn.at.desc(), ThreadTurn.id.desc())
            .limit(TURNS_BACK)
        ).all()
    with_it = [turn.content for turn in turns if turn.content.get("waiting") == draft.key]
    made_since = not turns or (not with_it and draft.begun_at >= turns[0].at)
    if made_since or (turns[0].content in with_it and turns[0].content["draft"]):
        return None
    return next((content["draft"] for content in with_it if content["draft"]), "")


def remember(gate: Gate, viewer: Viewer, thread: str, event_key: str, turn: Turn, now: datetime) -> bool:
    """Keep a turn and log the answer, and say whether that was new: a second time for an event keeps the first."""
    if viewer.person_id is None or Right.ASK not in viewer.rights:
        return False
    with gate.acting(viewer, Right.ASK) as action:
        known = action.session.execute(
            select(ThreadTurn.id).where(ThreadTurn.thread == thread, ThreadTurn.event_key == event_key)
        ).first()
        if known:
            return False
        waiting = drafts.open_draft(action.session, viewer.person_id, thread)
        action.session.add(
            ThreadTurn(
                thread=thread,
                event_key=event_key,
                person_id=viewer.person_id,
                organisation_id=viewer.organisation_id,
                at=now,
                as_of=now,
                content={
                    "requests": REQUESTS.dump_python(turn.requests, mode="json"),
                    "choices": CHOICES.dump_python(turn.choices, mode="json"),
                    "listed": list(turn.listed),
                    "draft": turn.draft,
                    "waiting": waiting.key if waiting else None,
                },
            )
        )
        action.session.add(
            AnswerLog(
                event_key=event_key,
                person_id=viewer.person_id,
                organisation_id=viewer.organisation_id,
                at=now,
                as_of=now,
                question=turn.question,
                capability=str(turn.requests[0].capability) if turn.requests else "",
                outcome=turn.outcome,
                sources=list(turn.sources),
            )
        )
    return True
