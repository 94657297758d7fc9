"""`tierdesk eval injections`: are texts that try to steer an assistant found, and harmless ones left alone?"""

import json
import time
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot.evaluating.lines import read_lines
from knowledge.suspicion import suspicions

HOSTILE = "injection"


def run(file: Path, out: Path | None) -> dict[str, Any]:
    """Look at each text.

    Returns:
        `recall_core`: the share of texts found that plainly try to steer; `recall_others`: of the other hostile
        ones; `false_alarms`: the share of harmless texts flagged; `ms_per_kb`. A share of nothing is none.

    Raises:
        BadInput: when the file cannot be used.
    """
    lines = read_lines(file, ("id", "text"))
    answers = []
    suspicions("“Hello”, she said.")  # reads the rules, which is no part of reading a text
    began = time.perf_counter()
    for line in track(lines, description="Reading", console=Console(stderr=True), transient=True):
        found = suspicions(str(line["text"]))
        reasons = [{"reason": s.reason, "quote": s.quote, "read_as": s.read_as} for s in found]
        answers.append({"id": line["id"], "flagged": bool(found), "reasons": reasons})
    seconds = time.perf_counter() - began
    if out is not None:
        out.write_text("".join(json.dumps(a, ensure_ascii=False) + "\n" for a in answers), encoding="utf-8")
    flagged = {answer["id"] for answer in answers if answer["flagged"]}
    hostile = [line for line in lines if line.get("label") == HOSTILE]
    result = {
        "texts": len(lines),
        "recall_core": _share([x for x in hostile if x.get("core")], flagged),
        "recall_others": _share([x for x in hostile if not x.get("core")], flagged),
        "false_alarms": _share([x for x in lines if "label" in x and x["label"] != HOSTILE], flagged),
        "ms_per_kb": round(seconds * 1e6 / max(1, sum(len(str(x["text"])) for x in lines)), 3),
    }
    table = Table(title="Texts that try to steer")
    for name in result:
        table.add_column(name.replace("_", " "))
    table.add_row(*("–" if value is None else str(value) for value in result.values()))
    Console().print(table)
    return result


def _share(lines: list[dict[str, Any]], flagged: set[str]) -> float | None:
    return round(sum(line["id"] in flagged for line in lines) / len(lines), 3) if lines else None
