"""Draws the parts of docs/deals.md that are made from the data: `python -m tools.deal_page` writes them anew."""

from __future__ import annotations

import re
from pathlib import Path

from channel.deals.states import STANDINGS, TRANSITIONS, Standing

PAGE = Path(__file__).parents[1] / "docs" / "deals.md"


def clock(standing: Standing) -> str:
    if standing.holder is None:
        return "–"
    return "stands still" if standing.paused else "runs"


def states() -> str:
    rows = [
        "| state | who acts | takes part in the contest | decision clock | final |",
        "| --- | --- | --- | --- | --- |",
    ]
    for state, standing in STANDINGS.items():
        live, final = ("yes" if value else "no" for value in (standing.live, standing.final))
        rows.append(f"| {state} | {standing.holder or '–'} | {live} | {clock(standing)} | {final} |")
    return "\n".join(rows)


def commands() -> str:
    rows = ["| in state | command | sides | leads to | if |", "| --- | --- | --- | --- | --- |"]
    for rule in TRANSITIONS:
        guards = ", ".join(guard.replace("_", " ") for guard in rule.guards) or "–"
        sides = ", ".join(sorted(rule.roles))
        rows.append(f"| {rule.origin or '–'} | {rule.command} | {sides} | {', '.join(rule.targets)} | {guards} |")
    return "\n".join(rows)


def diagram() -> str:
    edges: dict[tuple[str, str], list[str]] = {}
    for rule in TRANSITIONS:
        for target in rule.targets:
            names = edges.setdefault((rule.origin or "[*]", target), [])
            if rule.command not in names:
                names.append(rule.command)
    arrows = [f"    {start} --> {end}: {', '.join(names)}" for (start, end), names in edges.items()]
    ends = [f"    {state} --> [*]" for state, standing in STANDINGS.items() if standing.final]
    return "\n".join(["```mermaid", "stateDiagram-v2", *arrows, *ends, "```"])


def drawn(page: str) -> str:
    """The page with its drawn parts as the data has them now."""
    states_part = f"## States\n{states()}\n\n{diagram()}\n\n"
    page = re.sub(r"## States\n.*?(?=## Commands\n)", lambda _: states_part, page, flags=re.DOTALL)
    return re.sub(r"(?<=## Commands\n)(\|[^\n]*\n)+", lambda _: commands() + "\n", page)


if __name__ == "__main__":
    PAGE.write_text(drawn(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
