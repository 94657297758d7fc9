"""People and their rights by chat: who may do what, who joins, what somebody may do from now on, who leaves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from bot.tools.people_words import (
    EMAIL,
    EVERY_RIGHT,
    PRONOUNS,
    asks_who,
    asks_without,
    copies,
    joins,
    leaves,
    rights_in,
    role_in,
    takes,
)
from bot.tools.questions import Choice, clarify, in_words
from bot.tools.results import Arguments, Asking, Outcome, Result, Tool
from channel import drafts, linking, people
from channel.access.gate import Gate
from channel.access.rights import Right
from channel.access.viewer import Viewer
from channel.errors import NotFound, NotPossible
from channel.linking import LinkView
from channel.people import Act, Colleague, Role

MANAGE: Final = "people.manage"
ACCEPT, DECLINE = "link.accept", "link.decline"


class PeopleArguments(Arguments):
    """Who it is about, as far as the words were read."""

    person: str | None = None
    email: str | None = None


@dataclass(frozen=True)
class PeopleList:
    """The people of the own organisation; `right` narrows it to who holds that one, or lacks it if `without`."""

    colleagues: tuple[Colleague, ...]
    right: Right | None = None
    without: bool = False


@dataclass(frozen=True)
class PeopleDraft:
    """A change to be confirmed: what somebody gets and loses."""

    key: str
    act: Act
    name: str
    email: str
    role: Role | None
    given: tuple[Right, ...]
    taken: tuple[Right, ...]


@dataclass(frozen=True)
class PeopleChanged:
    """What a confirmed change came to; `let_go` counts the open drafts of somebody who left."""

    act: Act
    name: str
    given: tuple[Right, ...]
    taken: tuple[Right, ...]
    let_go: int


@dataclass(frozen=True)
class RightsNotice:
    """News for somebody whose rights were changed."""

    given: tuple[Right, ...]
    taken: tuple[Right, ...]


@dataclass(frozen=True)
class LinkAsked:
    """A stranger waits for the reader's decision."""

    view: LinkView


@dataclass(frozen=True)
class LinkDecided:
    """What the administrator's decision came to."""

    name: str
    accepted: bool
    rights: tuple[Right, ...]


@dataclass(frozen=True)
class Welcome:
    """News for somebody who was linked."""

    name: str
    rights: tuple[Right, ...]


def manage(asking: Asking, arguments: PeopleArguments) -> Result:
    """A list of who may do what, or a change of somebody's rights to be confirmed.

    Raises:
        NotFound: when nobody of the own organisation is meant.
        NotPossible: when the change is not the administrator's to make.
    """
    person = asking.person
    assert person.organisation_id is not None
    assert person.kind is not None
    with asking.gate.viewing(person) as session:
        everybody = people.colleagues(session, person.organisation_id)
        domain = people.own_domain(session, person.organisation_id)
    text = EMAIL.sub(" ", asking.text)
    rights = rights_in(text)
    if asks_who(text):
        return Result(_who(everybody, rights, without=asks_without(text)))
    email = _email_in(asking.text) or _email_meant(text, arguments)
    if email and not any(c.email.casefold() == email for c in everybody):
        return _added(asking, arguments, email, domain)
    meant = _meant(asking, arguments, everybody, email)
    if len(meant) > 1 and (source := copies(text, [c.name for c in meant])):
        given = next(c for c in meant if c.name == source).rights
        taker = next(c for c in meant if c.name != source)
        return _changed(asking, taker, given - {Right.ADMINISTER}, frozenset(), None)
    if len(meant) > 1:
        return _which(asking, meant)
    if not meant:
        raise _nobody(asking, arguments.person or "")
    return _what(asking, meant[0], text, rights)


def _what(asking: Asking, colleague: Colleague, text: str, rights: frozenset[Right]) -> Result:
    kind = asking.person.kind
    assert kind is not None
    if takes(text):
        everything = bool(EVERY_RIGHT.search(text))
        if rights or everything:
            return _changed(asking, colleague, frozenset(), colleague.rights if everything else rights, None)
    if leaves(text) and not rights:
        return _draft(asking, Act.REMOVE, colleague.name, colleague.email, None, (), colleague.rights, colleague.id)
    if rights:
        return _changed(asking, colleague, rights, frozenset(), None)
    if role := role_in(text):
        brought = people.rights_of(role, kind)
        if not brought:
            raise _not_here(asking)
        return _changed(asking, colleague, brought, colleague.rights - brought - {Right.ADMINISTER}, role)
    return _ask_what(asking, colleague)


def _changed(
    asking: Asking, colleague: Colleague, give: frozenset[Right], take: frozenset[Right], role: Role | None
) -> Result:
    assert asking.person.kind is not None
    if not give <= people.grantable(asking.person.kind):
        raise _not_here(asking)
    given, taken = give - colleague.rights, take & colleague.rights
    if not given and not taken:
        raise NotPossible(
            in_words(
                asking,
                f"That is how it is already for {colleague.name}; there is nothing to change.",
                f"Das ist für {colleague.name} schon so; es gibt nichts zu ändern.",
            )
        )
    return _draft(asking, Act.CHANGE, colleague.name, colleague.email, role, given, taken, colleague.id)


def _added(asking: Asking, arguments: PeopleArguments, email: str, domain: str) -> Result:
    words = EMAIL.sub(" ", asking.text)
    if not joins(words) and not role_in(words):
        raise _nobody(asking, email)
    if not domain or email.rpartition("@")[2] != domain:
        raise NotPossible(
            in_words(
                asking,
                f"{email} is no address of your organisation, so I cannot add it here.",
                f"{email} ist keine Adresse Ihrer Organisation, deshalb kann ich sie hier nicht aufnehmen.",
            ),
            in_words(
                asking,
                "Every organisation's own administrator decides about its people.",
                "Über die eigenen Leute entscheidet jeweils die Administration der eigenen Organisation.",
            ),
        )
    kind = asking.person.kind
    assert kind is not None
    role = role_in(words)
    if role is None:
        choices = tuple(
            Choice(str(name).replace("_", " "), f"add {email} as {str(name).replace('_', ' ')}")
            for name in people.ROLES_IN[kind]
        )
        return clarify(
            in_words(asking, f"What does {email} work as?", f"Welche Rolle bekommt {email}?"), *choices
        )
    rights = people.rights_of(role, kind)
    if not rights:
        raise _not_here(asking)
    given_name = arguments.person or " ".join(
        part.capitalize() for part in re.split(r"[._-]", email.partition("@")[0])
    )
    return _draft(asking, Act.ADD, given_name, email, role, rights, (), None)


def _draft(
    asking: Asking,
    act: Act,
    name: str,
    email: str,
    role: Role | None,
    give: Iterable[Right],
    take: Iterable[Right],
    person: int | None,
) -> Result:
    given, taken = tuple(sorted(give)), tuple(sorted(take))
    assert asking.person.organisation_id is not None
    if person is not None:
        with asking.gate.viewing(asking.person) as session:
            people.check_administered(people.colleagues(session, asking.person.organisation_id), person, taken)
    content: dict[str, Any] = {
        "act": str(act), "name": name, "email": email, "person": person, "give": list(given), "take": list(taken),
    }  # fmt: skip
    with asking.gate.acting(asking.person, Right.ADMINISTER) as action:
        key = drafts.save(action, MANAGE, asking.thread, content)
    return Result(PeopleDraft(key, act, name, email, role, given, taken), Outcome.DRAFT, draft=key)


def _who(everybody: tuple[Colleague, ...], rights: frozenset[Right], *, without: bool) -> PeopleList:
    right = min(rights) if rights else None
    if right is None:
        return PeopleList(everybody)
    return PeopleList(tuple(c for c in everybody if (right in c.rights) is not without), right, without)


def _meant(
    asking: Asking, arguments: PeopleArguments, everybody: tuple[Colleague, ...], email: str
) -> tuple[Colleague, ...]:
    if email:
        return tuple(c for c in everybody if c.email.casefold() == email)
    said = _words(asking.text)
    named = tuple(c for c in everybody if said & _words(c.name))
    if named:
        return tuple(c for c in named if _words(c.name) <= said) or named
    if arguments.person and said & PRONOUNS:
        asked = _words(arguments.person)
        return tuple(c for c in everybody if asked and asked <= _words(c.name))
    if said & {"me", "my", "mich", "mir", "myself"}:
        return tuple(c for c in everybody if c.id == asking.person.person_id)
    return ()


def _words(text: str) -> set[str]:
    """The words of a text; "Petra's" and "Petras" are also "Petra"."""
    return {form for word in re.findall(r"[^\W\d_]+", text.casefold()) for form in (word, word.removesuffix("s"))}


def _email_in(text: str) -> str:
    found = EMAIL.search(text)
    return found["address"].casefold() if found else ""


def _email_meant(text: str, arguments: PeopleArguments) -> str:
    """The address named before in the thread, where the words go on with somebody new."""
    goes_on = role_in(text) is not None and not arguments.person
    return (arguments.email or "").casefold() if goes_on else ""


def _which(asking: Asking, meant: tuple[Colleague, ...]) -> Result:
    choices = tuple(Choice(c.name, f"{asking.text} ({c.email})") for c in meant)
    return clarify(in_words(asking, "Whom do you mean?", "Wen meinen Sie?"), *choices)


def _ask_what(asking: Asking, colleague: Colleague) -> Result:
    name = colleague.name
    return clarify(
        in_words(asking, f"What should change for {name}?", f"Was soll sich für {name} ändern?"),
        Choice(in_words(asking, "Remove", "Entfernen"), in_words(asking, f"remove {name}", f"{name} entfernen")),
        Choice(
            in_words(asking, "May see credit", "Darf Kredit sehen"),
            in_words(asking, f"give {name} the right to see credit", f"gib {name} das Recht, den Kredit zu sehen"),
        ),
        Choice(in_words(asking, "Who may do what", "Wer darf was"), in_words(asking, "who has access", "wer darf was")),
    )


def _nobody(asking: Asking, name: str) -> NotFound:
    english = f"I do not find {name} among your colleagues." if name else "I do not see whom you mean."
    german = f"Ich finde {name} nicht unter Ihren Kollegen." if name else "Ich erkenne nicht, wen Sie meinen."
    return NotFound(
        in_words(asking, english, german),
        in_words(
            asking,
            "Write the name as it stands in Slack, or add somebody new with their work e-mail address.",
            "Schreiben Sie den Namen wie in Slack, oder nehmen Sie jemanden mit der dienstlichen E-Mail-Adresse auf.",
        ),
    )


def _not_here(asking: Asking) -> NotPossible:
    return NotPossible(
        in_words(
            asking, "That right or role does not exist in your organisation.",
            "Dieses Recht oder diese Rolle gibt es in Ihrer Organisation nicht.",
        ),
        in_words(asking, "Ask “who has access” to see what there is.", "„Wer darf was“ zeigt, was es gibt."),
    )  # fmt: skip


def decision(asking: Asking, number: int, role: str | None) -> str:
    """The draft of a decision about a stranger: with a role (empty keeps known rights) to link, without to decline.

    Raises:
        NotFound: when there is no such request in sight.
        NotPossible: when it was decided already.
    """
    with asking.gate.viewing(asking.person) as session:
        view = linking.request(session, number)
    if view.state != linking.OPEN:
        raise NotPossible(
            in_words(asking, "That was decided already.", "Das ist schon entschieden."),
        )
    capability = DECLINE if role is None else ACCEPT
    with asking.gate.acting(asking.person, Right.ADMINISTER) as action:
        return drafts.save(action, capability, asking.thread, {"request": number, "role": role or ""})


def changed(_gate: Gate, _viewer: Viewer, content: dict[str, Any]) -> PeopleChanged:
    """What a confirmed change came to."""
    return PeopleChanged(
        Act(content["act"]), content["name"], _rights(content["given"]), _rights(content["taken"]), content["let_go"]
    )


def decided(_gate: Gate, _viewer: Viewer, content: dict[str, Any]) -> LinkDecided:
    """What a confirmed decision about a stranger came to."""
    return LinkDecided(content["name"], content["accepted"], _rights(content["rights"]))


def _link_asked(gate: Gate, viewer: Viewer, content: dict[str, Any]) -> LinkAsked:
    with gate.viewing(viewer) as session:
        return LinkAsked(linking.request(session, content["request"]))


def _welcome(_gate: Gate, viewer: Viewer, _content: dict[str, Any]) -> Welcome:
    return Welcome(viewer.name, tuple(sorted(viewer.rights)))


def _rights_changed(_gate: Gate, _viewer: Viewer, content: dict[str, Any]) -> RightsNotice:
    return RightsNotice(_rights(content["given"]), _rights(content["taken"]))


def _rights(names: Iterable[str]) -> tuple[Right, ...]:
    return tuple(Right(name) for name in names)


NOTICES: Final = {
    linking.ASKED: _link_asked,
    linking.LINKED: _welcome,
    people.CHANGED: _rights_changed,
}
"""Every topic of messages about people, and how it is read."""

TOOLS = (Tool(MANAGE, PeopleArguments, Right.ADMINISTER, manage, drafts=True),)
