"""The people, organisations and conversations of a local Slack, read from a YAML file.

Slack ids follow from keys: person `alpenrock.sales` is user `UALPENROCKSALES`, organisation `brightpath`
has workspace `TBRIGHTPATH`, conversation `brightpath-alpenrock` is `CBRIGHTPATHALPENROCK`, and the app's
direct message with a person is `D` + the user id without its `U`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, TypeAlias
from zoneinfo import ZoneInfo

import yaml

from channel.errors import BadInput

OrganisationKind: TypeAlias = Literal["vendor", "distributor", "reseller", "prospect", "none"]


@dataclass(frozen=True)
class Person:
    """Somebody who uses Slack; a guest has the workspace of the host in `team`, and `asks` is what to ask first."""

    key: str
    id: str
    name: str
    title: str
    role: str
    email: str
    tz: str
    locale: str
    asks: tuple[str, ...]
    organisation: str
    team: str
    is_guest: bool


@dataclass(frozen=True)
class Organisation:
    """A company; `team` is its own workspace, or the one in which its people are guests."""

    key: str
    name: str
    kind: OrganisationKind
    team: str
    has_workspace: bool
    people: tuple[Person, ...]


@dataclass(frozen=True)
class Place:
    """A conversation at the start of the world; `teams` begins with the hosting workspace."""

    id: str
    name: str
    host: str
    teams: tuple[str, ...]
    members: tuple[str, ...]
    topic: str
    is_private: bool


@dataclass(frozen=True)
class World:
    """Everything a local Slack starts with; `starts_at` is timezone-aware, `start` the user ids offered first."""

    starts_at: datetime
    zone: ZoneInfo
    start: tuple[str, ...]
    organisations: tuple[Organisation, ...]
    places: tuple[Place, ...]

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody, in the order of the file."""
        return tuple(person for organisation in self.organisations for person in organisation.people)

    def person(self, key: str) -> Person:
        """The person with this key or Slack user id.

        Raises:
            BadInput: nobody has it.
        """
        for person in self.people:
            if key in (person.key, person.id):
                return person
        raise BadInput(f"Nobody in this world has the key {key}.", "Take a key from world/slack.yaml.")


def user_id(person_key: str) -> str:
    """The Slack user id that belongs to a person key."""
    return "U" + _letters(person_key)


def team_id(organisation_key: str) -> str:
    """The Slack workspace id that belongs to an organisation key."""
    return "T" + _letters(organisation_key)


def conversation_id(name: str) -> str:
    """The Slack conversation id that belongs to a conversation's name, with or without `#`."""
    return "C" + _letters(name)


def dm_id(user: str) -> str:
    """The id of the app's direct message with the user."""
    return "D" + user[1:]


def bot_user_id(team: str) -> str:
    """The app's bot user in a workspace."""
    return "UBOT" + team[1:]


def load(path: Path) -> World:
    """Read a world.

    Raises:
        BadInput: the file is missing, or something in it refers to what is not there.
    """
    try:
        data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        organisations = tuple(_organisation(entry) for entry in data["organisations"])
        places = tuple(_place(entry, organisations) for entry in data["conversations"])
        return World(
            datetime.fromisoformat(data["starts_at"]),
            ZoneInfo(data["zone"]),
            tuple(user_id(key) for key in data.get("start", [])),
            organisations,
            places,
        )
    except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise BadInput(
            f"The world {path.name} cannot be read: {error!r}.", "Compare it with world/slack.yaml."
        ) from error


def _letters(words: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", words.upper())


def _organisation(entry: dict[str, Any]) -> Organisation:
    host = entry.get("guests_of")
    team = team_id(host or entry["key"])
    people = tuple(
        Person(
            id=user_id(person["key"]),
            organisation=entry["key"],
            team=team,
            is_guest=host is not None,
            **{**person, "asks": tuple(person["asks"])},
        )
        for person in entry["people"]
    )
    return Organisation(entry["key"], entry["name"], entry["kind"], team, host is None, people)


def _place(entry: dict[str, Any], organisations: tuple[Organisation, ...]) -> Place:
    known = {organisation.key: organisation for organisation in organisations}
    shared = entry.get("shared_with", [])
    present = [known[key] for key in (entry["host"], *shared, *entry.get("guests", []))]
    return Place(
        id=conversation_id(entry["name"]),
        name=entry["name"],
        host=team_id(entry["host"]),
        teams=tuple(team_id(key) for key in (entry["host"], *shared)),
        members=tuple(person.id for organisation in present for person in organisation.people),
        topic=entry.get("topic", ""),
        is_private=bool(entry.get("private", False)),
    )
