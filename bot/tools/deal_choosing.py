"""Which registration is meant, what its reader may do with it, and why something is not possible now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from sqlalchemy.orm import Session

from bot.tools.deal_words import DealArguments
from bot.tools.questions import Choice, clarify, in_words
from bot.tools.results import Asking, Result
from channel import drafts
from channel.access.gate import not_found
from channel.access.rights import Right
from channel.access.viewer import Viewer
from channel.deals.possible import possible
from channel.deals.reading import Filters, registrations
from channel.deals.states import Command, Role, State
from channel.deals.views import RegistrationView
from channel.errors import NotAllowed, NotPossible
from channel.parties import find_organisation
from channel.tables.parties import Kind

SIDES: Final = {Kind.RESELLER: Role.RESELLER, Kind.DISTRIBUTOR: Role.DISTRIBUTOR, Kind.VENDOR: Role.VENDOR}
WAYS: Final[dict[State, tuple[str, str]]] = {
    State.REJECTED: (
        "Within the programme's time you can appeal; after that, register it again.",
        "Innerhalb der Frist können Sie Einspruch einlegen, danach neu anmelden.",
    ),
    State.EXPIRED: (
        "Within the grace period you can ask for it back; after that, register it again.",
        "In der Nachfrist können Sie die Wiedereinsetzung erbitten, danach neu anmelden.",
    ),
    State.WITHDRAWN: (
        "Withdrawing is final: register the deal again.",
        "Zurückgezogen ist endgültig: bitte neu anmelden.",
    ),
    State.LAPSED: (
        "It was not completed in time: register the deal again.",
        "Sie wurde nicht rechtzeitig ergänzt: bitte neu anmelden.",
    ),
    State.LOST: (
        "A lost deal stays closed. If it lives again, register it again.",
        "Ein verlorener Deal bleibt geschlossen. Lebt er wieder auf, bitte neu anmelden.",
    ),
    State.REVOKED: (
        "It stays closed. Talk to your channel manager before you register it again.",
        "Sie bleibt geschlossen. Sprechen Sie vor einer neuen Anmeldung mit Ihrem Channel-Manager.",
    ),
    State.TRANSFERRED: (
        "Another company holds this deal now. Talk to your channel manager.",
        "Diesen Deal hält jetzt eine andere Firma. Sprechen Sie mit Ihrem Channel-Manager.",
    ),
    State.CONVERTED: (
        "It is won. For more units register an add-on.",
        "Er ist gewonnen. Für weitere Stück bitte eine Erweiterung anmelden.",
    ),
    State.CLOSED: (
        "It is won and delivered. For more units register an add-on.",
        "Er ist gewonnen und geliefert. Für weitere Stück bitte eine Erweiterung anmelden.",
    ),
}
"""What is possible instead where nothing leads back, in English and German."""


def side_of(asking: Asking) -> Role | None:
    """On which side of registrations the person's organisation stands."""
    return SIDES.get(asking.person.kind) if asking.person.kind is not None else None


def seen(person: Viewer, view: RegistrationView) -> RegistrationView:
    """The registration with what the person may do with it next."""
    role = SIDES.get(person.kind) if person.kind is not None else None
    right = Right.REGISTER_DEALS if role is Role.RESELLER else Right.DECIDE_DEALS
    if right not in person.rights:
        return view
    return replace(view, may=possible(view, role, person.name))


def waiting_for(session: Session, asking: Asking, capability: str) -> drafts.OpenDraft | None:
    """The draft of a capability that waits in the thread."""
    found = drafts.open_draft(session, asking.person.person_id or 0, asking.thread)
    return found if found is not None and found.capability == capability else None


def chosen(
    asking: Asking, arguments: DealArguments, wanted: Iterable[Command], words: tuple[str, str], known: str = ""
) -> RegistrationView | Result:
    """The registration meant for one of the wanted commands, or the question which.

    Args:
        asking: who asks.
        arguments: what was said.
        wanted: the commands, one of which has to be possible.
        words: what a choice asks, with `{}` for the number, in English and German.
        known: the number that the thread speaks of.

    Raises:
        NotFound: in the same words for registrations that do not exist and those out of sight.
        NotPossible: when none of them can be done, with what can be done instead.
    """
    commands = frozenset(wanted)
    with asking.gate.viewing(asking.person) as session:
        numbers = arguments.deals or ((known,) if known and not arguments.customer else ())
        views = registrations(session, _filters(session, arguments, numbers), asking.now)
    found = [seen(asking.person, view) for view in views]
    if not found:
        raise not_found()
    fitting = [view for view in found if commands & set(view.may)]
    if not fitting:
        raise NotPossible(*not_now(asking, found[0]))
    if len(fitting) > 1:
        return which(asking, fitting, in_words(asking, *words))
    return fitting[0]


def which(asking: Asking, views: Sequence[RegistrationView], words: str) -> Result:
    """The question which of several is meant; `words` is what a choice asks, with `{}` for the number."""
    choices = (Choice(f"{view.number} {view.customer}", words.format(view.number)) for view in views)
    return clarify(in_words(asking, "Which one do you mean?", "Welche meinen Sie?"), *choices)


def _filters(session: Session, arguments: DealArguments, numbers: tuple[str, ...]) -> Filters:
    if numbers:
        return Filters(numbers=numbers)
    reseller = find_organisation(session, arguments.reseller, Kind.RESELLER) if arguments.reseller else None
    return Filters(customer=arguments.customer, resellers=frozenset({reseller.id}) if reseller else frozenset())


def needs(asking: Asking, right: Right) -> None:
    """Refuse who lacks a right.

    Raises:
        NotAllowed: if the person does not hold it.
    """
    if right not in asking.person.rights:
        raise NotAllowed(
            in_words(asking, "That is not part of your role.", "Das gehört nicht zu Ihrer Rolle."),
            in_words(
                asking,
                "The administrator of your organisation can give you the right.",
                "Die Administration Ihrer Organisation kann Ihnen das Recht geben.",
            ),
        )


def not_now(asking: Asking, view: RegistrationView) -> tuple[str, str]:
    """Why it is not possible now, and what is."""
    german = asking.language == "de"
    if view.holder:
        return (
            f"{view.number} liegt jetzt bei {view.holder}." if german else f"{view.number} is with {view.holder} now.",
            f"Der nächste Schritt ist bei {view.holder}." if german else f"{view.holder} has to act next.",
        )
    way = WAYS.get(view.state)
    if way is not None:
        return (
            f"Das geht bei {view.number} nicht mehr." if german else f"That is no longer possible for {view.number}.",
            way[1 if german else 0],
        )
    if view.extensions_used >= view.extensions_allowed:
        return (
            f"{view.number} hat alle Verlängerungen genutzt ({view.extensions_used} von {view.extensions_allowed})."
            if german
            else f"{view.number} has used its extensions ({view.extensions_used} of {view.extensions_allowed}).",
            "Gewonnen, verloren oder geändert geht weiterhin." if german else "Won, lost or amended is still possible.",
        )
    return (
        f"Das geht bei {view.number} gerade nicht." if german else f"That is not possible for {view.number} now.",
        f"Fragen Sie „Status von {view.number}“." if german else f"Ask “status of {view.number}”.",
    )
