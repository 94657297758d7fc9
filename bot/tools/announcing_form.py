"""An announcement's form: what can be chosen, and the draft that what was typed makes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import select

from bot.tools.announcing import changed, open_draft, zone_of
from bot.tools.results import Asking, Result
from channel.announcements_drafting import Wanted
from channel.digests_times import local_instant
from channel.places import GROUPS
from channel.tables.parties import Authorisation, Line
from channel.tables.programmes import Tier


@dataclass(frozen=True)
class Editable:
    """A draft with what its author can choose among; the time zone is the author's (IANA)."""

    key: str
    wanted: Wanted
    tiers: tuple[str, ...]
    lines: tuple[str, ...]
    territories: tuple[str, ...]
    timezone: str


def editable(asking: Asking, key: str) -> Editable:
    """The draft under a key, to be edited.

    Raises:
        NotFound: when the asker has none under it.
        NotPossible: when it is closed.
    """
    wanted = open_draft(asking, key)
    with asking.gate.viewing(asking.person) as session:
        tiers = tuple(dict.fromkeys(session.scalars(select(Tier.name).order_by(Tier.rank.desc(), Tier.name))))
        lines = tuple(sorted(set(session.scalars(select(Line.name)))))
        sold = set(session.scalars(select(Authorisation.territory).distinct()))
    groups = [name for name, codes in GROUPS.items() if len(codes & sold) > 1]
    named = [code for code in wanted.addressed.territories if code not in sold and code not in groups]
    return Editable(
        key, wanted, tiers, lines, (*groups, *sorted(sold), *named), zone_of(asking.gate, asking.person)
    )


def from_form(asking: Asking, key: str, said: dict[str, str]) -> Result:
    """The draft as the form was sent.

    Raises:
        NotFound: when the asker has none under the key.
        NotPossible: when it is closed.
    """
    wanted, zone = open_draft(asking, key), zone_of(asking.gate, asking.person)
    typed = {name: said.get(name, "").strip() for name in ("title", "text", "other_title", "other_text")}
    words = replace(wanted.words, **typed)
    wanted = replace(wanted, words=words, expires=_end(said.get("expires", ""), zone))
    if wanted.corrects is None:
        chosen: dict[str, Any] = {
            name: tuple(filter(None, said[name].split(",")))
            for name in ("tiers", "lines", "territories")
            if name in said
        }
        at = _instant(said.get("at_day", ""), said.get("at_time", ""), zone)
        wanted = replace(wanted, addressed=replace(wanted.addressed, **chosen), at=at)
    return changed(asking, key, wanted)


def _instant(day: str, at: str, zone: str) -> datetime | None:
    if not day:
        return None
    return local_instant(date.fromisoformat(day), time.fromisoformat(at) if at else time(9), zone)


def _end(day: str, zone: str) -> datetime | None:
    return local_instant(date.fromisoformat(day), time(23, 59), zone) if day else None
