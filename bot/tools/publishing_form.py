"""The form of a draft: what it shows, and the draft with what was typed."""

from __future__ import annotations

from collections.abc import Mapping

from bot.tools import publishing
from bot.tools.publishing_fields import changed
from bot.tools.publishing_world import World, world_of
from bot.tools.results import Asking, Result
from channel import drafts
from channel.publications import Publication


def from_form(asking: Asking, key: str, fields: Mapping[str, str]) -> Result:
    """The draft under a key with what was typed, shown anew.

    Raises:
        WrongFields: for values that cannot be used.
        NotFound: if the person has no such draft.
    """
    with asking.gate.viewing(asking.person) as session:
        world = world_of(session, asking)
        content = drafts.by_key(session, key).content
    item = changed(asking, world, Publication.model_validate(content["publications"][0]), fields)
    return publishing.kept(asking, key, {**content, "publications": [item.model_dump(mode="json")]})


def editable(asking: Asking, key: str) -> tuple[World, Publication]:
    """What the form of a draft shows.

    Raises:
        NotFound: if the person has no such draft.
    """
    with asking.gate.viewing(asking.person) as session:
        world = world_of(session, asking)
        content = drafts.by_key(session, key).content
    return world, Publication.model_validate(content["publications"][0])
