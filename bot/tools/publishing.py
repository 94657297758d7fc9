"""Publishing by chat: files become a draft that shows itself first; retiring and undoing show what will vanish."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import select

from bot.tools.amendments import REPLACE
from bot.tools.dropped import DroppedFile
from bot.tools.publishing_bulk import draw, gather
from bot.tools.publishing_drafts import amended
from bot.tools.publishing_preview import (
    BulkPreview,
    Live,
    LiveItem,
    Preview,
    TakenBack,
    Vanished,
    preview_of,
)
from bot.tools.publishing_words import said_in
from bot.tools.publishing_world import World, seen_by, world_of
from bot.tools.questions import Choice, clarify, in_words
from bot.tools.results import Arguments, Asking, Outcome, Result, Tool
from channel import drafts, uploads
from channel.access.gate import Gate, not_found
from channel.access.rights import Right
from channel.access.viewer import Viewer
from channel.errors import NotFound
from channel.publications import OwnVersion, Publication
from channel.tables.parties import Person
from ingest.guessing import kind_told, telling_words
from ingest.kept import unpacked

PUBLISH: Final = "knowledge.publish"
RETIRE: Final = "knowledge.retire"
UNDO: Final = "knowledge.undo"
CLOSEST: Final = 20
MOST_FORESEEN: Final = 20
LARGEST_FORESEEN: Final = 300_000
_ORDERS: Final = frozenset(
    {"retire", "unpublish", "withdraw", "remove", "delete", "take", "down", "offline", "nimm", "zurück"}
)


class Documents:
    """Takes whatever files nobody else takes as documents to publish."""

    def claims(self, asking: Asking, files: tuple[DroppedFile, ...], text: str) -> bool:  # noqa: ARG002 - any file
        """Every file."""
        return True

    def take(self, asking: Asking, files: tuple[DroppedFile, ...], text: str) -> Result:
        """A draft that publishes the files.

        Raises:
            Refusal: when none can be published.
        """
        with asking.gate.viewing(asking.person) as session:
            world = world_of(session, asking)
        gathered = gather(asking, files)
        drawn = draw(asking, world, gathered, said_in(asking, world, text))
        if not drawn.items:
            with asking.gate.acting(asking.person, Right.PUBLISH) as action:
                uploads.let_go(action, gathered.uploads)
            raise drawn.first or not_found()
        content = {
            "uploads": list(gathered.uploads),
            "publications": [item.model_dump(mode="json") for item in drawn.items],
            "refused": [list(refused) for refused in drawn.refused],
            "bulk": gathered.bulk,
        }
        return kept(asking, None, content)


TAKER: Final = Documents()


def kept(asking: Asking, key: str | None, content: dict[str, Any]) -> Result:
    """Keep the draft (anew, or under its key) and show what it would do."""
    with asking.gate.acting(asking.person, Right.PUBLISH) as action:
        if key is None:
            key = drafts.save(action, PUBLISH, asking.thread, content)
        else:
            drafts.change(action, key, content)
    return Result(preview_of(asking, key, content), Outcome.DRAFT, draft=key)


def foresee(asking: Asking) -> None:
    """Embed what waits for confirmation in the thread, unless it is very much, so that it is findable at once then."""
    with asking.gate.viewing(asking.person) as session:
        waiting = drafts.open_draft(session, asking.person.person_id or 0, asking.thread)
        if waiting is None or waiting.capability != PUBLISH:
            return
        items = [Publication.model_validate(each) for each in waiting.content["publications"]]
        files = uploads.kept_files(session, [item.upload for item in items[:MOST_FORESEEN]])
    for item, file in zip(items, files, strict=False):
        if file.reading is not None and len(file.reading) <= LARGEST_FORESEEN:
            asking.library.foresee(item.title, unpacked(file.reading))


def shown(asking: Asking, key: str) -> Preview | BulkPreview:
    """The draft under a key as it is now.

    Raises:
        NotFound: if the person has no such draft.
    """
    with asking.gate.viewing(asking.person) as session:
        content = drafts.by_key(session, key).content
    return preview_of(asking, key, content)


class PublishingArguments(Arguments):
    """What is to be published or taken back."""

    mpns: tuple[str, ...] = ()
    document: str | None = None
    aspects: tuple[str, ...] = ()


def publish(asking: Asking, arguments: PublishingArguments) -> Result:  # noqa: ARG001 - the words are read anew
    """Change the draft that waits in the thread by what was said, or ask for the file."""
    with asking.gate.viewing(asking.person) as session:
        world_of(session, asking)
        waiting = drafts.open_draft(session, asking.person.person_id or 0, asking.thread)
    if waiting is not None and waiting.capability == PUBLISH and len(waiting.content["publications"]) == 1:
        return _amended(asking, waiting)
    return clarify(
        in_words(
            asking,
            "Drop the file here, with a few words if you like: what it replaces, for whom, from when. "
            "Nothing is published before you confirm.",
            "Legen Sie die Datei hier ab, gern mit ein paar Worten: was sie ersetzt, für wen, ab wann. "
            "Veröffentlicht wird erst, wenn Sie bestätigen.",
        )
    )


def retire(asking: Asking, arguments: PublishingArguments) -> Result:
    """Show which versions would vanish.

    Raises:
        NotFound: if nothing of one's own is meant.
    """
    with asking.gate.viewing(asking.person) as session:
        world = world_of(session, asking)
        found = _meant(world, arguments, asking.text)
        if len(found) != 1:
            near = _nearest(asking, world)
            found = tuple(v for v in near if v in found) or found or (() if _figures_in(asking.text) else near)
            if found:
                return _which(asking, found)
            raise NotFound(
                in_words(
                    asking,
                    "I found no live document of yours that this names.",
                    "Ich habe kein veröffentlichtes Dokument von Ihnen gefunden, das so heißt.",
                ),
                in_words(asking, "Name its title or a part number.", "Nennen Sie den Titel oder eine Artikelnummer."),
            )
    return _to_retire(asking, world, found[0])


def retire_version(asking: Asking, version: int) -> Result:
    """Show which versions of the same document would vanish.

    Raises:
        NotFound: if it is not the organisation's own, or gone already.
    """
    with asking.gate.viewing(asking.person) as session:
        world = world_of(session, asking)
    found = next((v for v in world.versions if v.id == version and v.retired_at is None), None)
    if found is None:
        raise not_found()
    return _to_retire(asking, world, found)


def undo_version(asking: Asking, version: int) -> Result:
    """Show what undoing the draft that published or retired a version would do.

    Raises:
        NotFound: if the person confirmed no such draft.
    """
    with asking.gate.viewing(asking.person) as session:
        done = drafts.confirmed(session, asking.person.person_id or 0, (PUBLISH, RETIRE, REPLACE))
    for draft in done:
        if version in _versions_of(draft):
            return undo_of(asking, draft)
    raise NotFound("I could not find that.", "Only who published or retired it can undo it; others can retire it.")


def undo_of(asking: Asking, done: drafts.OpenDraft) -> Result:
    """A draft that undoes a confirmed one."""
    outcome = done.outcome or {}
    published = outcome.get("published", [])
    restored = outcome.get("versions", []) if done.capability == RETIRE else []
    with asking.gate.viewing(asking.person) as session:
        world = world_of(session, asking)
        ids = {each["version"] for each in published} | set(restored)
        versions = tuple(v for v in world.versions if v.id in ids)
        reached = seen_by(session, asking, world, versions)
    formers = [former["version"] for each in published for former in each["superseded"]]
    former = next((v for v in world.versions if v.id in formers), None)
    title = published[0]["title"] if published else outcome.get("title", "")
    content = {
        "published": published,
        "restored": restored,
        "title": title,
        "former": former.version if former else None,
    }
    with asking.gate.acting(asking.person, Right.PUBLISH) as action:
        key = drafts.save(action, UNDO, asking.thread, content)
    value = TakenBack(key, title, versions, reached, former, undoes=not restored, restores=bool(restored))
    return Result(value, Outcome.DRAFT, draft=key)


def published(gate: Gate, viewer: Viewer, outcome: dict[str, Any]) -> Live:  # noqa: ARG001 - all is in the outcome
    """What to report of a confirmed publication."""
    items = tuple(
        LiveItem(
            version=each["version"],
            title=each["title"],
            name=each["name"],
            passages=each["passages"],
            visible_from=datetime.fromisoformat(each["visible_from"]),
            zone=each["zone"],
            file_name=each["file"],
            former=each["superseded"][0]["name"] if each["superseded"] else None,
            mpn=each["mpns"][0] if each["mpns"] else None,
            audience=each["audience"],
        )
        for each in outcome["published"]
    )
    return Live(None, items, datetime.fromisoformat(outcome["at"]))


def retired(gate: Gate, viewer: Viewer, outcome: dict[str, Any]) -> Vanished:
    """What to report of versions taken back."""
    at = datetime.fromisoformat(outcome["at"])
    return Vanished(outcome["title"], at, _zone(gate, viewer), tuple(outcome["versions"]), None, undone=False)


def undone(gate: Gate, viewer: Viewer, outcome: dict[str, Any]) -> Vanished:
    """What to report of something undone."""
    at = datetime.fromisoformat(outcome["at"])
    return Vanished(outcome["title"], at, _zone(gate, viewer), (), outcome["former"], undone=True)


def _zone(gate: Gate, viewer: Viewer) -> str:
    with gate.viewing(viewer) as session:
        return str(session.execute(select(Person.timezone).where(Person.id == viewer.person_id)).scalar_one())


def _amended(asking: Asking, waiting: drafts.OpenDraft) -> Result:
    with asking.gate.viewing(asking.person) as session:
        world = world_of(session, asking)
    item = Publication.model_validate(waiting.content["publications"][0])
    changed = amended(world, item, said_in(asking, world, asking.text), asking.now)
    return kept(asking, waiting.key, {**waiting.content, "publications": [changed.model_dump(mode="json")]})


def _to_retire(asking: Asking, world: World, found: OwnVersion) -> Result:
    """A draft that takes back every version of a document that is live."""
    versions = tuple(v for v in world.versions if v.document_id == found.document_id and v.retired_at is None)
    with asking.gate.viewing(asking.person) as session:
        reached = seen_by(session, asking, world, versions)
    content = {"versions": [version.id for version in versions], "title": found.title}
    with asking.gate.acting(asking.person, Right.PUBLISH) as action:
        key = drafts.save(action, RETIRE, asking.thread, content)
    return Result(TakenBack(key, found.title, versions, reached), Outcome.DRAFT, draft=key)


def _meant(world: World, arguments: PublishingArguments, text: str) -> tuple[OwnVersion, ...]:
    """The live documents that words may mean: by title, by product and kind, or by what the title tells."""
    folded = text.casefold()
    titled = tuple(v for v in world.live if v.title.casefold() in folded)
    if titled:
        return titled
    kind = kind_told(text)
    about = tuple(v for v in world.live if set(v.mpns) & set(arguments.mpns))
    if about:
        of_kind = tuple(v for v in about if v.kind == kind) or about
        named = tuple(v for v in of_kind if telling_words(text) & telling_words(f"{v.title} {v.file_name}"))
        return named or of_kind
    wanted = telling_words(f"{arguments.document or ''} {text}") - _ORDERS
    figures = _figures_in(" ".join(wanted))
    named = tuple(
        v
        for v in world.live
        if figures <= telling_words(f"{v.title} {v.file_name} {' '.join(v.mpns)}")
        and (v.kind == kind or wanted & telling_words(v.title))
    )
    return named if figures or wanted else ()


def _figures_in(text: str) -> set[str]:
    """Words with a digit, such as part numbers: what they name is meant, and nothing that is only near."""
    return {word for word in telling_words(text) if any(sign.isdigit() for sign in word)}


def _nearest(asking: Asking, world: World) -> tuple[OwnVersion, ...]:
    """The live documents of one's own that come nearest to the words, best first."""
    live = {version.id: version for version in world.live}
    found = asking.library.find(asking.person, asking.text, asking.now, CLOSEST)
    return tuple(live[hit.source.version_id] for hit in found if hit.source.version_id in live)


def _which(asking: Asking, found: tuple[OwnVersion, ...]) -> Result:
    return clarify(
        in_words(asking, "Which one?", "Welches?"),
        *(
            Choice(
                f"{version.title} {version.version}",
                in_words(asking, f"retire “{version.title}”", f"„{version.title}“ zurückziehen"),
            )
            for version in found
        ),
    )


def _versions_of(draft: drafts.OpenDraft) -> set[int]:
    outcome = draft.outcome or {}
    return {each["version"] for each in outcome.get("published", [])} | set(outcome.get("versions", []))


TOOLS = (
    Tool(PUBLISH, PublishingArguments, Right.PUBLISH, publish, drafts=True),
    Tool(RETIRE, PublishingArguments, Right.PUBLISH, retire, drafts=True),
)
