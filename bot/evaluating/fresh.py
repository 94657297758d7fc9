"""`tierdesk eval understanding`: lines of the demo channel understood, without answering them.

A line is `{"id", "person", "text", "prior": [{"from", "text"}], "listed"?, "expect": {"capability", "also"?, "slots"},
"tags"}`. Slots are right if the value fits; one that starts with `?` may be missing; a value nobody typed counts as
wrong for products, quantities, deals, orders, customers, values, serial numbers and addresses.
"""

import json
import re
import statistics
import time
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bot.evaluating.lines import read_lines
from bot.evaluating.sights import opened
from bot.tools import registry
from bot.understanding.followups import ThreadMemory
from bot.understanding.names import Names
from bot.understanding.requests import Request
from bot.understanding.understand import understand

NAMED = {"customer", "reseller", "distributor", "vendor", "person", "line", "document", "certificate", "warehouse"}
NUMBERS = {"quantity", "value", "days", "percent"}
MUST_BE_SAID = {"mpn", "quantity", "deal", "order", "customer", "value", "serial", "email"}
MILLISECONDS = 1000
PERCENTILE = 0.95


@dataclass(frozen=True)
class Score:
    """One line's outcome: `hits`, `missed` and `wrong` are slots as "name value"."""

    line: dict[str, Any]
    got: tuple[str, ...]
    capability: bool
    hits: tuple[str, ...]
    missed: tuple[str, ...]
    wrong: tuple[str, ...]
    reasons: tuple[str, ...]
    milliseconds: float

    @property
    def right(self) -> bool:
        """Is everything as expected?"""
        return self.capability and not self.missed and not self.wrong


def run(file: Path, out: Path | None, failures: int = 0) -> dict[str, Any]:
    """Understand every line of `file` in the demo channel; writes one record for each to `out`.

    Raises:
        BadInput: when the file cannot be read, or names somebody who is not in the demo channel.
    """
    lines = read_lines(file, ("id", "person", "text", "expect"))
    with opened(demo=True) as sights:
        names = {key: sights.names_of(key) for key in {line["person"] for line in lines}}
        now = {key: sights.now_of(key) for key in names}
    for key, known in names.items():
        understand("", ThreadMemory(), known, now[key])
    scores = [score(line, names[line["person"]], now[line["person"]]) for line in lines]
    if out is not None:
        out.write_text("".join(json.dumps(_record(s), ensure_ascii=False) + "\n" for s in scores), encoding="utf-8")
    return _report(scores, failures)


def score(line: dict[str, Any], names: Names, now: datetime) -> Score:
    """One line played: what was said before it, then the line itself."""
    memory = remembered([turn["text"] for turn in line.get("prior", ()) if turn["from"] == "user"], names, now)
    memory = replace(memory, listed=tuple(line.get("listed", ())))
    began = time.perf_counter()
    requests = understand(line["text"], memory, names, now).requests
    took = (time.perf_counter() - began) * MILLISECONDS
    got = tuple(str(request.capability) for request in requests)
    expected = line["expect"]
    wanted = expected["capability"]
    also = expected.get("also", [])
    hits, missed, wrong = _slots(expected.get("slots", {}), merged(requests), line)
    return Score(
        line,
        got,
        _fits(got, wanted if isinstance(wanted, list) else [wanted], also if isinstance(also, list) else [also]),
        hits,
        missed,
        wrong,
        tuple(reason for request in requests for reason in request.reasons),
        took,
    )


def remembered(texts: list[str], names: Names, now: datetime) -> ThreadMemory:
    """What is remembered after these messages of one person; the last one left its draft open, if it made one."""
    memory = ThreadMemory()
    for text in texts:
        requests = understand(text, memory, names, now).requests
        first = requests[0]
        tool = registry.TOOLS.get(first.capability)
        waits = str(first.capability) if tool and tool.drafts and not first.clarification else None
        choices = first.clarification.choices if first.clarification else ()
        memory = ThreadMemory((*memory.requests, *requests), choices, waits, (), len(requests))
    return memory


def merged(requests: tuple[Request, ...]) -> dict[str, list[Any]]:
    """The slots of all wishes together."""
    found: dict[str, list[Any]] = defaultdict(list)
    for request in requests:
        for name, value in request.slots.record().items():
            found[name] += [v for v in (value if isinstance(value, list) else [value]) if v not in found[name]]
    return found


def _fits(got: tuple[str, ...], wanted: list[str], also: list[str]) -> bool:
    rest = [name for name in got if name not in also]
    return set(also) <= set(got) and len(rest) == 1 and rest[0] in wanted


def _slots(
    wanted: dict[str, Any], got: dict[str, list[Any]], line: dict[str, Any]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    said = " ".join([line["text"], *(turn["text"] for turn in line.get("prior", ()))]).casefold()
    hits, missed, wrong = [], [], []
    left = {name: list(values) for name, values in got.items()}
    for name, values in wanted.items():
        for value in values if isinstance(values, list) else [values]:
            optional = str(value).startswith("?")
            found = next((v for v in left.get(name, ()) if _same(name, str(value).lstrip("?"), v)), None)
            if found is not None:
                left[name].remove(found)
            if found is not None and not optional:
                hits.append(f"{name} {found}")
            elif not optional:
                missed.append(f"{name} {value}")
    if {"customer", "deal"} & set(wanted):
        left = {name: values for name, values in left.items() if name in wanted or name not in {"customer", "deal"}}
    for name, values in left.items():
        typed = (str(v) for v in values if re.sub(r"^(nw|vlt|hd|dr-2026)-", "", str(v).casefold()) not in said)
        if name in wanted:
            wrong += [f"{name} {v}" for v in values]
        elif name in MUST_BE_SAID:
            wrong += [f"{name} {v}" for v in typed]
    return tuple(hits), tuple(missed), tuple(wrong)


def _same(name: str, wanted: str, got: Any) -> bool:  # noqa: ANN401 - a slot's plain value
    if "|" in wanted:
        return any(_same(name, either, got) for either in wanted.split("|"))
    if wanted.endswith("*"):
        return str(got).casefold().startswith(wanted[:-1].casefold())
    if name in NUMBERS:
        return float(wanted) == float(got)
    if name in NAMED:
        one, other = (set(re.findall(r"\w+", str(text).casefold())) for text in (wanted, got))
        return one <= other or other <= one
    if name == "date":
        return str(got).startswith(wanted)
    return wanted.casefold() == str(got).casefold()


def f1(scores: list[Score]) -> float:
    """The harmonic mean of precision and recall over all slots."""
    hits = sum(len(s.hits) for s in scores)
    errors = sum(len(s.missed) + len(s.wrong) for s in scores)
    return 2 * hits / (2 * hits + errors) if hits else 1.0


def _record(found: Score) -> dict[str, Any]:
    return {
        "id": found.line["id"],
        "capability": list(found.got),
        "right": found.right,
        "missed": list(found.missed),
        "wrong": list(found.wrong),
        "reasons": list(found.reasons),
        "ms": round(found.milliseconds, 2),
    }


def _report(scores: list[Score], failures: int) -> dict[str, Any]:
    by_capability: dict[str, list[Score]] = defaultdict(list)
    for found in scores:
        wanted = found.line["expect"]["capability"]
        by_capability[wanted if isinstance(wanted, str) else wanted[0]].append(found)
    console = Console(highlight=False)
    table = Table("capability", "lines", "right", "slots F1", box=None)
    for capability, some in sorted(by_capability.items(), key=lambda item: _rate(item[1])):
        table.add_row(capability, str(len(some)), f"{_rate(some):.2f}", f"{f1(some):.2f}")
    console.print(table)
    for found in [s for s in scores if not s.right][:failures]:
        console.print(f"{found.line['id']} {found.line['text']!r}: {', '.join(found.got)}", markup=False)
        console.print(f"   missed {list(found.missed)}, wrong {list(found.wrong)}", markup=False)
    times = sorted(s.milliseconds for s in scores)
    result = {
        "lines": len(scores),
        "capability": round(_rate(scores), 4),
        "slots_f1": round(f1(scores), 4),
        "least_capability": round(min(map(_rate, by_capability.values())), 4),
        "ms_p50": round(statistics.median(times), 2),
        "ms_p95": round(times[int(len(times) * PERCENTILE)], 2),
    }
    console.print(", ".join(f"{name} {value}" for name, value in result.items()))
    return result


def _rate(scores: list[Score]) -> float:
    return sum(s.capability for s in scores) / len(scores)
