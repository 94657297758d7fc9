"""What `tierdesk knowledge` prints for people."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from rich.console import Console, Group
from rich.markup import escape
from rich.table import Column, Table

from knowledge.answering import Answer
from knowledge.browsing import Given, ShelvedPassage, ShelvedVersion, State
from knowledge.cataloguing import Verified
from knowledge.library import Found

AUDIENCES = {
    "public": "everybody",
    "partners": "authorised partners",
    "downstream": "own downstream",
}
NAMED = 5
LONGEST = 160


def versions_table(versions: Sequence[ShelvedVersion], zone: ZoneInfo) -> Table:
    """Every version in a line."""
    table = Table(Column("document", overflow="fold"), "title", "version", "owner", "for", "lang.", "passages", "state")
    for version in versions:
        table.add_row(
            escape(version.document),
            escape(version.title),
            escape(version.version),
            escape(version.owner),
            escape(_audience(version.given, zone)),
            version.language,
            f"{version.passages}{'' if version.findable else ' (not indexed)'}",
            _state(version, zone),
        )
    return table


def document_view(
    versions: Sequence[ShelvedVersion], passages: Sequence[ShelvedPassage], zone: ZoneInfo, *, full: bool
) -> Group:
    """A document: its versions with releases and flags, and the passages of the last one."""
    parts: list[str | Table] = [f"[bold]{escape(versions[-1].title)}[/bold]  {escape(versions[-1].document)}"]
    for version in versions:
        parts.append(
            f"\n[bold]{escape(version.version)}[/bold]  {_state(version, zone)}  {escape(version.file_name)}, "
            f"in effect from {version.effective_from}{f' to {version.valid_to}' if version.valid_to else ''}, "
            f"{version.passages} passages{'' if version.findable else ', not indexed'}"
        )
        parts += [f"  for {escape(_words(grant, zone))}" for grant in version.given]
        parts += [f"  [red]suspicious: {escape(flag)}[/red]" for flag in version.flags]
    table = Table("no.", "page", "section", "form", "text", title=f"Passages of {escape(versions[-1].version)}")
    for passage in passages:
        text = passage.text if full else _short(passage.text)
        table.add_row(
            str(passage.position), str(passage.page or ""), escape(passage.section), passage.form, escape(text)
        )
    return Group(*parts, "", table)


def answer_view(answer: Answer, nearest: Sequence[Found]) -> Group:
    """An answer with its quotes, and the nearest documents with their scores."""
    parts: list[str | Table] = []
    if answer.abstained:
        parts.append("The documents in sight do not say.")
    for number, citation in enumerate(answer.citations, 1):
        source = citation.source
        page = f", page {source.page}" if source.page else ""
        parts.append(f"[{number}] {escape(citation.quote)}".replace("[", r"\[", 1))
        parts.append(f"    [dim]{escape(source.title)} {escape(source.version)}{page} › {escape(source.section)}[/dim]")
    if answer.disagree:
        parts.append("The first two give different figures.")
    parts.append(f"Confidence {answer.confidence:.2f}")
    table = Table("score", "document", "version", "section", title="Nearest documents")
    for found in nearest:
        table.add_row(
            f"{found.score:.3f}", escape(found.source.title), escape(found.source.version), escape(found.source.section)
        )
    return Group(*parts, "", table)


def verified_view(verified: Verified) -> Group:
    """What was compared, what differs, and what to do."""
    table = Table("passages in", "count")
    table.add_row("database", f"{verified.passages:,}")
    table.add_row("words", f"{verified.words:,}")
    table.add_row("vectors", f"{verified.vectors:,}")
    if verified.is_right:
        return Group(table, "The index is in line with the database.")
    differences = {
        "versions that are not indexed": verified.missing,
        "versions indexed from something else": verified.outdated,
        "versions that the database no longer has": verified.gone,
        "passages without a vector": verified.without_vector,
        "passages without words": verified.without_words,
    }
    lines = [f"[red]{len(ids)} {words}[/red]: {_ids(ids)}" for words, ids in differences.items() if ids]
    if verified.recipe_changed:
        lines.append("[red]The index was made by another model, or with words cut otherwise.[/red]")
    return Group(table, *lines, "Make it anew with `tierdesk knowledge rebuild`.")


def console(*, errors: bool = False) -> Console:
    """Where it is printed."""
    return Console(stderr=errors, highlight=False)


def _ids(ids: Sequence[int]) -> str:
    shown = ", ".join(map(str, ids[:NAMED]))
    return f"{shown} and {len(ids) - NAMED} more" if len(ids) > NAMED else shown


def _state(version: ShelvedVersion, zone: ZoneInfo) -> str:
    if version.opens_at is None or version.state not in (State.LIVE, State.EMBARGOED):
        return version.state.value
    opens = _instant(version.opens_at, zone)
    return f"embargoed until {opens}" if version.state is State.EMBARGOED else f"live, opens to more at {opens}"


def _audience(given: Iterable[Given], zone: ZoneInfo) -> str:
    words = list(dict.fromkeys(_words(grant, zone, brief=True) for grant in given))
    return "; ".join(words[:2]) + (f" and {len(words) - 2} more" if len(words) > 2 else "")  # noqa: PLR2004 - two fit


def _words(grant: Given, zone: ZoneInfo, *, brief: bool = False) -> str:
    """`authorised partners, line Firewalls, in DE, from tier 2, under NDA`."""
    who = grant.organisation if grant.audience == "organisation" else AUDIENCES.get(grant.audience, grant.audience)
    parts = [
        who or "?",
        f"line {grant.line}" if grant.line else "",
        f"in {grant.territory}" if grant.territory else "",
        f"from tier rank {grant.min_rank}" if grant.min_rank else "",
        "under NDA" if grant.nda else "",
        "" if brief else f"from {_instant(grant.visible_from, zone)} on",
    ]
    return ", ".join(part for part in parts if part)


def _instant(instant: datetime, zone: ZoneInfo) -> str:
    return f"{instant.astimezone(zone):%Y-%m-%d %H:%M} {zone.key}"


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST else f"{flat[: LONGEST - 1]}…"
