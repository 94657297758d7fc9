"""Price lists by chat: dropped files become a draft that shows what would change; undoing shows what would return."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from bot.tools.asked import asker, today
from bot.tools.dropped import DroppedFile
from bot.tools.price_list_drafting import draft, wish_of
from bot.tools.price_list_values import PriceListDraft, PriceListWish
from bot.tools.questions import in_words
from bot.tools.results import Asking, Outcome, Result
from channel import drafts
from channel.access.gate import Gate, not_found
from channel.access.rights import Right
from channel.access.viewer import Viewer
from channel.errors import NotPossible, UnreadableFile
from channel.price_imports import ImportFact, import_by_id, latest_imports
from channel.price_offers import Catalogue
from channel.price_standing import Publisher, catalogue
from channel.tables.parties import Kind
from channel.tables.prices import PriceListKind
from ingest.price_headings import Meaning
from ingest.price_lists import PriceFile, names_document, names_prices, open_price_list, said_in
from ingest.price_sheets import is_sheet

UNDO: Final = "price.undo"
TOLD_EVERY: Final = 20_000
"""After so many rows it is told how far the reading is."""


@dataclass(frozen=True)
class PriceListLive:
    """A price list that was taken in."""

    done: ImportFact


@dataclass(frozen=True)
class PriceListUndo:
    """A price list that can be taken back, to be confirmed."""

    key: str
    done: ImportFact


@dataclass(frozen=True)
class PriceListUndone:
    """A price list that was taken back."""

    done: ImportFact


class PriceLists:
    """Takes spreadsheets with a table of prices."""

    def claims(self, asking: Asking, files: tuple[DroppedFile, ...], text: str) -> bool:
        """Whether a vendor or distributor dropped a table of prices: of part numbers it knows, or called prices."""
        if asking.person.kind not in {Kind.VENDOR, Kind.DISTRIBUTOR}:
            return False
        goods = _goods(asking)
        return bool(files) and all(_is_price_list(asking, file, goods, text) for file in files)

    def take(self, asking: Asking, files: tuple[DroppedFile, ...], text: str) -> Result:
        """A draft of the price list, with what it would change.

        Raises:
            Refusal: when it cannot be read, or is not the person's to publish.
        """
        said = said_in(text, frozenset(), today(asking, asker(asking)))
        wish = PriceListWish(
            uploads=tuple(file.upload_key for file in files),
            currency=said.currency,
            territories=said.territories,
            edition=said.edition,
            effective=said.effective,
            until=said.until,
            embargo=said.embargo,
        )
        return drafted(draft(asking, None, wish, telling(asking, files[0].file_name)))


def telling(asking: Asking, name: str) -> Callable[[int], None]:
    """Tells now and then how many rows of a file are read; not of files that are read at once."""

    def tell(rows: int) -> None:
        if rows and rows % TOLD_EVERY == 0:
            count = f"{rows:,}" if asking.language == "en" else f"{rows:,}".replace(",", ".")
            asking.progress(in_words(asking, f"Reading {name}: {count} rows …", f"Ich lese {name}: {count} Zeilen …"))

    return tell


TAKER: Final = PriceLists()


def _goods(asking: Asking) -> Catalogue:
    """What the person's organisation sells, to tell a price list by its part numbers."""
    viewer = asking.person
    own = viewer.organisation_id if viewer.kind is Kind.VENDOR else None
    with asking.gate.viewing(viewer) as session:
        return catalogue(session, viewer, Publisher(PriceListKind.LIST, vendor_id=own))


def _is_price_list(asking: Asking, file: DroppedFile, goods: Catalogue, text: str) -> bool:
    if not is_sheet(file.file_name):
        return False
    if names_document(text) and not names_prices(text):
        return False
    called = names_prices(text) or names_prices(file.file_name)
    try:
        opened = open_price_list(file.content, file.file_name, goods, asking.reading.workbook)
    except UnreadableFile:
        return called
    return opened is not None and (called or _prices_own_parts(opened))


def _prices_own_parts(file: PriceFile) -> bool:
    """Whether a table holds part numbers of ours beside a column that is surely called a price."""
    known = {mpn.casefold() for mpn in file.known.parts}
    return any(
        isinstance(cell, str) and cell.casefold() in known
        for table in file.tables
        if any(c.heading.sure and c.heading.meaning is Meaning.PRICE for c in table.layout.columns)
        for row in table.sheet.sample()
        for cell in row
    )


def drafted(value: PriceListDraft) -> Result:
    """The draft as a reply."""
    return Result(value, Outcome.DRAFT if value.ready else Outcome.CLARIFY, draft=value.key)


def changed(
    asking: Asking, key: str, said: dict[str, Any], progress: Callable[[int], None] = lambda _rows: None
) -> Result:
    """The draft read anew with what was said in the form, or with `without_bad`.

    Raises:
        NotFound: if the person has no such draft.
        NotPossible: if it is closed.
    """
    wish = wish_of(asking, key)
    mappings = {**wish.mappings, **said.get("mappings", {})}
    wanted = PriceListWish.model_validate({**wish.model_dump(mode="json"), **said, "mappings": mappings})
    return drafted(draft(asking, key, wanted, progress))


def undo_import(asking: Asking, number: int) -> Result:
    """A draft that takes a price list back.

    Raises:
        NotFound: if the person sees no such import.
        NotPossible: if it was taken back already.
    """
    with asking.gate.viewing(asking.person) as session:
        done = import_by_id(session, number)
    if done is None:
        raise not_found()
    if done.undone_at is not None:
        raise NotPossible(
            in_words(
                asking,
                f"“{done.file_name}” was taken back already.",
                f"„{done.file_name}“ wurde schon zurückgenommen.",
            ),
            in_words(asking, "Ask for a price to see what holds.", "Fragen Sie einen Preis ab, um zu sehen, was gilt."),
        )
    with asking.gate.acting(asking.person, Right.PUBLISH) as action:
        key = drafts.save(action, UNDO, asking.thread, {"import": number, "language": asking.language})
    return Result(PriceListUndo(key, done), Outcome.DRAFT, draft=key)


def undo_of(asking: Asking, done: drafts.OpenDraft) -> Result:
    """A draft that takes back the price list of a confirmed one.

    Raises:
        NotPossible: if it was taken back already.
    """
    return undo_import(asking, (done.outcome or {})["import"])


def undo_asked(asking: Asking) -> Result | None:
    """What "undo the price list" means: the organisation's latest; none where the words name no prices.

    Raises:
        NotPossible: if there is none to take back.
    """
    person = asking.person
    if Right.PUBLISH not in person.rights or not names_prices(asking.text):
        return None
    with asking.gate.viewing(person) as session:
        latest = next((one for one in latest_imports(session) if one.undone_at is None), None)
    if latest is None:
        raise NotPossible(
            in_words(asking, "There is no price list to take back.", "Es gibt keine Preisliste zum Zurücknehmen."),
            in_words(asking, "Only lists dropped here can be.", "Das geht nur mit Listen, die hier abgelegt wurden."),
        )
    return undo_import(asking, latest.id)


def imported(gate: Gate, viewer: Viewer, outcome: dict[str, Any]) -> PriceListLive:
    """What to report of a confirmed price list."""
    return PriceListLive(_seen(gate, viewer, outcome["import"]))


def undone(gate: Gate, viewer: Viewer, outcome: dict[str, Any]) -> PriceListUndone:
    """What to report of a price list taken back."""
    return PriceListUndone(_seen(gate, viewer, outcome["import"]))


def _seen(gate: Gate, viewer: Viewer, number: int) -> ImportFact:
    with gate.viewing(viewer) as session:
        done = import_by_id(session, number)
    if done is None:
        raise not_found()
    return done
