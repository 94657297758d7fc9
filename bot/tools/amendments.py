"""A fact that is to change in every document: each passage shown first, then new versions at once, by a draft."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select

from bot.tools.asked import asker, today
from bot.tools.questions import clarify, in_words
from bot.tools.results import Arguments, Asking, Outcome, Result, Tool
from channel import drafts
from channel.access.gate import Gate
from channel.access.rights import Right
from channel.access.viewer import Viewer
from channel.errors import NotFound
from channel.tables.products import Product
from knowledge.amending import Edit, Fact, amended
from knowledge.change_words import fact_in, within
from knowledge.revising import live_passages

REPLACE: Final = "knowledge.replace"


class AmendmentArguments(Arguments):
    """The products that the fact is about."""

    mpns: tuple[str, ...] = ()


@dataclass(frozen=True)
class PassageChange:
    """A passage in which the fact stands: its document, where, and each sentence or row before and after."""

    passage: int
    title: str
    page: int | None
    section: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True)
class AmendmentDraft:
    """The change to be confirmed, with every passage that it touches."""

    key: str
    fact: Fact
    changes: tuple[PassageChange, ...]

    @property
    def documents(self) -> int:
        """How many documents get a new version."""
        return len({change.title for change in self.changes})


@dataclass(frozen=True)
class Amended:
    """A confirmed change: what the passages say now, the new versions (ids), and how many passages changed."""

    title: str
    versions: tuple[int, ...]
    passages: int


def replace_fact(asking: Asking, arguments: AmendmentArguments) -> Result:
    """Show every passage of the own documents in which the fact stands, and prepare the change.

    Raises:
        NotFound: when the fact stands nowhere in the own current documents, or not in the one that is named.
    """
    owner = asking.person.organisation_id or 0
    with asking.gate.viewing(asking.person) as session:
        own = tuple(session.scalars(select(Product.mpn).where(Product.vendor_id == owner).order_by(Product.mpn)))
        meant = tuple(mpn for mpn in arguments.mpns if mpn in own)
        said, document = within(asking.text)
        fact = fact_in(said, meant, tuple(mpn for mpn in own if mpn not in meant))
        if fact is None:
            return clarify(
                in_words(
                    asking,
                    "What shall it say? For example: “the lead time of X is now 9 weeks, change it everywhere”, or "
                    "“replace ‘old name’ with ‘new name’ everywhere”.",
                    "Was soll dort stehen? Zum Beispiel: „die Lieferzeit von X ist jetzt 9 Wochen, überall ändern“ "
                    "oder „‚alter Name‘ durch ‚neuer Name‘ überall ersetzen“.",
                )
            )
        passages = live_passages(session, owner, today(asking, asker(asking)))
        found = [
            _change(passage, title, fact)
            for passage, title, mpns in passages
            if all(word in f"{title} {' '.join(mpns)}".casefold() for word in document)
        ]
    changes = [(change, edit) for change, edit in found if change.edits]
    if not changes:
        raise NotFound(*_nowhere(asking, fact))
    content = {"title": fact.new, "edits": [edit for _, edit in changes]}
    with asking.gate.acting(asking.person, Right.PUBLISH) as action:
        key = drafts.save(action, REPLACE, asking.thread, content)
    draft = AmendmentDraft(key, fact, tuple(change for change, _ in changes))
    return Result(draft, Outcome.DRAFT, listed=meant, draft=key)


def _change(passage: Any, title: str, fact: Fact) -> tuple[PassageChange, dict[str, Any]]:  # noqa: ANN401 - a Passage row
    after, edits = amended(passage.text, f"{title} {passage.section}", fact)
    change = PassageChange(passage.id, title, passage.page, passage.section, edits)
    return change, {"passage": passage.id, "before": passage.text, "after": after}


def _nowhere(asking: Asking, fact: Fact) -> tuple[str, str]:
    about = " ".join((*fact.products, fact.subject)) or (fact.old or fact.new)
    return (
        in_words(
            asking,
            f"I find no passage in your current documents that gives {about} in that unit.",
            f"In Ihren aktuellen Dokumenten finde ich keine Stelle, die {about} in dieser Einheit nennt.",
        ),
        in_words(
            asking,
            "Say it with the words of the document, or give the old and the new wording in quotation marks.",
            "Nennen Sie es mit den Worten des Dokuments, oder geben Sie alte und neue Worte in Anführungszeichen an.",
        ),
    )


def replaced(_gate: Gate, _viewer: Viewer, outcome: dict[str, Any]) -> Amended:
    """What a confirmed change came to."""
    versions = tuple(each["version"] for each in outcome["published"])
    return Amended(outcome["title"], versions, outcome["passages"])


TOOLS = (Tool(REPLACE, AmendmentArguments, Right.PUBLISH, replace_fact, drafts=True),)
