"""`tierdesk eval customers`: pairs of organisations, each judged to be the same customer or not, with the reasons."""

import json
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bot.evaluating.lines import read_lines
from channel.errors import BadInput
from channel.matching import CustomerRecord, same_customer

FIELDS = ("country", "city", "postcode", "domain", "register_number")


def run(file: Path, out: Path | None) -> dict[str, Any]:
    """Judge every pair of `file` and write a record for each to `out`; precision, recall and F1 where labelled.

    Raises:
        BadInput: when the file cannot be read as lines of JSON with the fields they need.
    """
    lines = read_lines(file, ("id", "a", "b"))
    records = [_record(line) for line in lines]
    if out is not None:
        out.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8")
    judged = [(line, record) for line, record in zip(lines, records, strict=True) if "same" in line]
    result = {
        "pairs": len(records),
        "all": _score(judged),
        "without_knowledge": _score([pair for pair in judged if not pair[0].get("needs_knowledge")]),
    }
    _print(result)
    return result


def _record(line: dict[str, Any]) -> dict[str, Any]:
    match = same_customer(_customer(line, "a"), _customer(line, "b"))
    return {"id": line["id"], "same": match.same, "score": match.score, "reasons": list(match.reasons)}


def _customer(line: dict[str, Any], side: str) -> CustomerRecord:
    given = line[side]
    if not isinstance(given, dict) or not isinstance(given.get("name"), str):
        raise BadInput(f"Line {line['id']}: “{side}” has no name.", "Each side is an object with at least a name.")
    return CustomerRecord(given["name"], **{name: given.get(name) for name in FIELDS})


def _score(judged: list[tuple[dict[str, Any], dict[str, Any]]]) -> dict[str, float]:
    """Precision, recall and F1 of “the same”, over labelled pairs."""
    right = sum(line["same"] and record["same"] for line, record in judged)
    said = sum(record["same"] for _, record in judged)
    true = sum(line["same"] for line, _ in judged)
    precision, recall = right / said if said else 0.0, right / true if true else 0.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return {"pairs": len(judged), "precision": round(precision, 3), "recall": round(recall, 3), "f1": round(f1, 3)}


def _print(result: dict[str, Any]) -> None:
    table = Table("pairs", "number", "precision", "recall", "F1")
    for name in ("all", "without_knowledge"):
        score = result[name]
        table.add_row(name.replace("_", " "), *(str(score[key]) for key in ("pairs", "precision", "recall", "f1")))
    Console().print(table)
