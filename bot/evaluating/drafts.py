"""`tierdesk eval drafts`: sentences and mails of resellers become drafts of registrations, compared field by field.

A line is `{"id", "person", "text", "expect": {field: value}}`. A value `a|b` is right as either. What was filled in
without being said (`assumed`) is compared where it is expected, and never counts as wrong.
"""

import json
import re
import statistics
import time
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from rich.console import Console
from sqlalchemy.orm import Session

from bot.evaluating.lines import read_lines
from bot.evaluating.sights import Sights, opened
from bot.tools.deal_words import DealArguments, completed, said
from bot.understanding.followups import ThreadMemory
from bot.understanding.requests import Capability
from bot.understanding.understand import understand
from channel.access.identifying import viewer_of
from channel.access.viewer import Viewer
from channel.deals.views import Application
from channel.parties import own_organisation

MILLISECONDS = 1000
BESIDE = {"vendor_id", "distributor_id", "reseller_id", "assumed", "quantity"}
FREE = {"country", "city", "domain", "currency", "project", "deal_type"}
"""Fields that may be known without being expected."""


@dataclass(frozen=True)
class Outcome:
    """One line: the fields that are right, missed (expected, and not or otherwise known), and wrong (made up)."""

    line: dict[str, Any]
    right: tuple[str, ...]
    missed: tuple[str, ...]
    wrong: tuple[str, ...]
    milliseconds: float


def run(file: Path, out: Path | None, failures: int = 0) -> dict[str, Any]:
    """Draft every line of `file` in the demo channel, writing nothing there; a record for each goes to `out`.

    Raises:
        BadInput: when the file cannot be read, or names somebody who is not in the demo channel.
    """
    lines = read_lines(file, ("id", "person", "text", "expect"))
    with opened(demo=True) as sights:
        outcomes = [_outcome(line, sights) for line in lines]
    if out is not None:
        out.write_text("".join(json.dumps(_record(o), ensure_ascii=False) + "\n" for o in outcomes), encoding="utf-8")
    return _report(outcomes, failures)


def _outcome(line: dict[str, Any], sights: Sights) -> Outcome:
    names, now = sights.names_of(line["person"]), sights.now_of(line["person"])
    viewer = viewer_of(sights.gate, sights.people[line["person"]])
    understand("", ThreadMemory(), names, now)
    began = time.perf_counter()
    request = understand(line["text"], ThreadMemory(), names, now).requests[0]
    known: dict[str, Any] = {}
    assumed: tuple[str, ...] = ()
    if request.capability is Capability.DEAL_REGISTER:
        with sights.gate.viewing(viewer) as session:
            application = _application(session, viewer, line["text"], DealArguments.model_validate(request.slots), now)
        known, assumed = _plain(application), application.assumed
    took = (time.perf_counter() - began) * MILLISECONDS
    expected = line["expect"]
    right = [name for name, value in expected.items() if _same(name, value, known.get(name))]
    missed = [
        f"{name}: {value} but {known.get(name)}" for name, value in expected.items() if name not in right
    ]
    wrong = [
        f"{name}: {value}" for name, value in known.items() if name not in {*expected, *assumed, *FREE, *BESIDE}
    ]
    return Outcome(line, tuple(right), tuple(missed), tuple(wrong), took)


def _application(
    session: Session, viewer: Viewer, text: str, arguments: DealArguments, now: datetime
) -> Application:
    own = own_organisation(session, viewer)
    application = said(text, arguments, Application(), now.date())
    return completed(session, viewer, own, application, arguments, now.date()).application


def _plain(application: Application) -> dict[str, Any]:
    return {name: value for name, value in application.content().items() if value and value != "new_deal"}


def _same(name: str, wanted: object, got: object) -> bool:
    if got is None:
        return False
    if name == "lines":
        return sorted(map(tuple, wanted)) == sorted(map(tuple, got))  # type: ignore[call-overload]  # plain JSON
    if name == "value":
        return Decimal(str(wanted)) == Decimal(str(got))
    if isinstance(wanted, str) and "|" in wanted:
        return any(_same(name, either, got) for either in wanted.split("|"))
    return _bare(wanted) == _bare(got)


def _bare(value: object) -> str:
    text = re.sub(r"^(the|die|der|das|www)\b[. ]*", "", str(value).casefold())
    return re.sub(r"[\s.,'’-]", "", text)


def _record(outcome: Outcome) -> dict[str, Any]:
    return {
        "id": outcome.line["id"],
        "right": list(outcome.right),
        "missed": list(outcome.missed),
        "wrong": list(outcome.wrong),
        "ms": round(outcome.milliseconds, 1),
    }


def fields_right(outcomes: list[Outcome]) -> float:
    """The share of fields that are right, of all that were expected or made up."""
    right = sum(len(o.right) for o in outcomes)
    errors = sum(len(o.missed) + len(o.wrong) for o in outcomes)
    return right / (right + errors) if right + errors else 1.0


def _report(outcomes: list[Outcome], failures: int) -> dict[str, Any]:
    console = Console(highlight=False, markup=False)
    for outcome in [o for o in outcomes if o.missed or o.wrong][:failures]:
        console.print(f"{outcome.line['id']}: missed {list(outcome.missed)}, wrong {list(outcome.wrong)}")
    missed = Counter(entry.partition(":")[0] for o in outcomes for entry in (*o.missed, *o.wrong))
    times = sorted(o.milliseconds for o in outcomes)
    result = {
        "lines": len(outcomes),
        "fields_right": round(fields_right(outcomes), 4),
        "odd_lines": round(fields_right(outcomes[::2]), 4),
        "even_lines": round(fields_right(outcomes[1::2]), 4),
        "whole_drafts_right": round(sum(not o.missed and not o.wrong for o in outcomes) / len(outcomes), 4),
        "ms_p50": round(statistics.median(times), 1),
        "most_missed": dict(missed.most_common(8)),
    }
    console.print(", ".join(f"{name} {value}" for name, value in result.items()))
    return result
