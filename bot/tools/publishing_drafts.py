"""From a dropped file to a publication: what was said, then what the file tells, then what the former version had."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from bot.tools.dropped import DroppedFile
from bot.tools.publishing_words import Said
from bot.tools.publishing_world import World
from bot.tools.questions import in_words
from bot.tools.results import Asking
from channel import uploads
from channel.access.rights import Right
from channel.errors import NotPossible
from channel.publications import OwnVersion, Publication, Terms
from ingest import guessing, kept
from ingest.publishing import start_of
from knowledge.documents import ReadDocument

FIELDS: Final = (
    "title",
    "kind",
    "language",
    "version",
    "mpns",
    "lines",
    "audience",
    "territories",
    "min_tier",
    "nda",
    "effective_from",
    "valid_to",
    "visible_from",
    "replaces",
)
FIRST_VERSION: Final = "1.0"
LIKELY: Final = 30.0
"""When somebody says that a file replaces something, a document this alike is taken for it."""


@dataclass(frozen=True)
class ReadFile:
    """A dropped file with what reading it gave."""

    upload: str
    checksum: str
    document: ReadDocument


def read_file(asking: Asking, file: DroppedFile) -> ReadFile:
    """Read a file once and keep the reading with it, so that what is shown is what gets published.

    Raises:
        UnreadableFile: in a sentence: what is wrong with the file, and what to do.
    """
    with asking.gate.viewing(asking.person) as session:
        known = uploads.kept_files(session, [file.upload_key])[0]
    if known.reading is not None:
        return ReadFile(file.upload_key, known.checksum, kept.unpacked(known.reading))
    document = asking.reading.read(file.content, file.file_name)
    with asking.gate.acting(asking.person, Right.PUBLISH) as action:
        uploads.add_reading(action, file.upload_key, kept.packed(document))
    return ReadFile(file.upload_key, known.checksum, document)


def refuse_twin(asking: Asking, world: World, file: ReadFile) -> None:
    """Refuse a file that is live already.

    Raises:
        NotPossible: naming what it is live as.
    """
    for version in world.versions:
        if version.retired_at is None and version.checksum == file.checksum:
            raise NotPossible(
                in_words(
                    asking,
                    f"{file.document.name} is live already, byte for byte, as “{version.title}” {version.version}.",
                    f"{file.document.name} gibt es Byte für Byte schon, als „{version.title}“ {version.version}.",
                ),
                in_words(
                    asking,
                    "To give it to others, retire that version and publish the file again.",
                    "Um sie anderen zu geben, ziehen Sie jene Version zurück und veröffentlichen die Datei neu.",
                ),
            )


def drafted(world: World, file: ReadFile, said: Said, now: datetime) -> Publication:
    """The publication that a file and some words make; `guessed` names the fields that nobody said."""
    guess = guessing.guess(file.document, world.known)
    former = _former(world, guess, said)
    mpns = said.mpns or guess.mpns or (former.mpns if former else ())
    kind = former.kind if former else guess.kind
    version = said.version or _version(world, guess.version, former)
    effective = said.effective_from or guess.effective_from or world.today
    terms = terms_for(world, said, former, mpns, guess.line_ids)
    return Publication(
        upload=file.upload,
        file_name=file.document.name,
        title=said.title or (former.title if former else guess.title),
        kind=kind,
        language=guess.language,
        version=version,
        mpns=mpns,
        effective_from=effective,
        valid_to=said.valid_to or guess.valid_to,
        replaces=former.document_id if former else None,
        terms=opening(terms, said, effective, world, now),
        guessed=tuple(name for name in FIELDS if name not in told_by(said)),
    )


def amended(world: World, item: Publication, said: Said, now: datetime) -> Publication:
    """A publication with what was said afterwards."""
    terms = terms_for(world, said, None, said.mpns or item.mpns, item.terms.line_ids, item.terms)
    effective = said.effective_from or item.effective_from
    if said.effective_from or said.visible_from or said.zone:
        terms = opening(terms, said, effective, world, now)
    changed: dict[str, object] = {"terms": terms, "effective_from": effective}
    given = {"title": said.title, "version": said.version, "mpns": said.mpns, "valid_to": said.valid_to}
    changed |= {name: value for name, value in given.items() if value}
    if said.replaces is False:
        changed["replaces"] = None
    told = set(told_by(said))
    return item.model_copy(update={**changed, "guessed": tuple(name for name in item.guessed if name not in told)})


def told_by(said: Said) -> tuple[str, ...]:
    """The fields that somebody said."""
    values = {
        "title": said.title,
        "version": said.version,
        "mpns": said.mpns,
        "lines": said.line or said.mpns,
        "audience": said.audience,
        "territories": said.territories,
        "min_tier": said.tiers,
        "nda": said.nda is not None,
        "effective_from": said.effective_from,
        "valid_to": said.valid_to,
        "visible_from": said.visible_from,
        "replaces": said.replaces is not None,
    }
    return tuple(name for name, value in values.items() if value)


def opening(terms: Terms, said: Said, effective: date, world: World, now: datetime) -> Terms:
    """The terms with their instant: what was said, else the start of the day from which the document is in effect.

    None stands for at once.
    """
    zone = said.zone or world.zone
    instant = said.visible_from.astimezone(UTC) if said.visible_from else None
    if instant is None and effective > world.today:
        instant = start_of(effective, zone)
    return terms.model_copy(update={"visible_from": instant if instant and instant > now else None, "zone": zone})


def terms_for(
    world: World,
    said: Said,
    former: OwnVersion | None,
    mpns: tuple[str, ...],
    guessed_lines: tuple[int, ...],
    before: Terms | None = None,
) -> Terms:
    """To whom: as said; where nothing is said, as before, else the authorised partners of the document's lines."""
    before = before or world.terms_of(former)
    lines = _lines(world, said, mpns, guessed_lines)
    default = world.no_wider_than(former, lines)
    terms = before if before is not None and before.audience in world.audiences else default
    changed: dict[str, object] = {}
    if said.audience and said.audience != terms.audience:
        changed = {"audience": said.audience, "organisation_id": None}
        changed["line_ids"] = lines if said.audience == "partners" else ()
    if said.organisation:
        changed |= {"organisation_id": said.organisation.id, "line_ids": ()}
    if (said.line or said.mpns) and terms.audience == "partners" and lines:
        changed.setdefault("line_ids", lines)
    if said.territories and world.lines:
        changed["territories"] = said.territories
    if said.tiers and (ranks := [rank for rank, name in world.tiers.items() if name.casefold() in _folded(said.tiers)]):
        changed["min_rank"] = min(ranks)
    if said.nda is not None:
        changed["nda"] = said.nda
    return terms.model_copy(update=changed)


def _former(world: World, guess: guessing.Guess, said: Said) -> OwnVersion | None:
    """The version that this one follows."""
    if said.replaces is False:
        return None
    found = guess.replaces
    if said.mpns or (said.replaces and found is None):
        title = said.title or guess.title
        mpns = said.mpns or guess.mpns
        known = world.known.documents
        found = guessing.predecessor(title, guess.kind, guess.language, mpns, known) or found
        if found is None and said.replaces:
            found = guessing.predecessor(title, guess.kind, guess.language, mpns, known, LIKELY)
    return world.version_of(found)


def _version(world: World, guessed: str | None, former: OwnVersion | None) -> str:
    """What the file says, unless that is taken; else the one after the former version's."""
    taken = {v.version for v in world.versions if former and v.document_id == former.document_id}
    version = guessed or (guessing.next_version(former.version) if former else FIRST_VERSION)
    while version in taken:
        version = guessing.next_version(version)
    return version


def _lines(world: World, said: Said, mpns: tuple[str, ...], guessed: tuple[int, ...]) -> tuple[int, ...]:
    named = tuple(line for line, name in world.lines.items() if said.line and name.casefold() == said.line.casefold())
    return named or world.lines_of(mpns) or tuple(line for line in guessed if line in world.lines)


def _folded(names: tuple[str, ...]) -> set[str]:
    return {name.casefold() for name in names}
