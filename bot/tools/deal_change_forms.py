"""Changing a registration by a button or a form: opened with what is known, read into the same drafts as words make."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.tools import deal_changes, deal_decisions
from bot.tools.deal_choosing import not_now, seen
from bot.tools.deal_forms import read_fields
from bot.tools.questions import in_words
from bot.tools.results import Asking, Result
from channel.deals import reading
from channel.deals.states import Command
from channel.deals.terms import AMENDABLE, changed_terms
from channel.deals.transferring import ways_of
from channel.deals.views import Application, RegistrationView
from channel.errors import NotPossible
from channel.parties import organisations
from channel.tables.deals import Registration
from channel.tables.parties import Kind

Typed = Mapping[str, str]
"""What was typed, by field; empty fields left out."""


def opened(asking: Asking, number: str, command: Command) -> tuple[RegistrationView, Application, dict[str, str]]:
    """What the form of a command is filled with: the registration, its terms, and whom it can be transferred to.

    Raises:
        NotFound: if the registration is not in sight.
        NotPossible: if the command cannot be given now.
    """
    with asking.gate.viewing(asking.person) as session:
        view = seen(asking.person, reading.registration(session, number, asking.now))
        terms = reading.terms(session, number)
        heirs = _heirs(session, asking, view) if command is Command.TRANSFER else ()
    if command not in view.may:
        raise NotPossible(*not_now(asking, view))
    asked = Application.model_validate({**terms.content(), **dict(view.amendment)})
    return view, asked, {name: name for name in heirs}


def _heirs(session: Session, asking: Asking, view: RegistrationView) -> list[str]:
    """The resellers in sight that are authorised for what is registered."""
    row = session.scalars(select(Registration).where(Registration.number == view.number)).one()
    resellers = [fact for fact in organisations(session) if fact.kind is Kind.RESELLER and fact.name != view.reseller]
    return sorted(fact.name for fact in resellers if ways_of(session, row, fact.id, asking.now))


def from_form(asking: Asking, number: str, command: Command, fields: Mapping[str, str]) -> Result:
    """A draft of the command with what was typed.

    Raises:
        WrongFields: for values that cannot be read.
        NotFound: if the registration, or an order named, is not in sight.
        NotPossible: if the command cannot be given now, or something is missing.
    """
    view, terms, _ = opened(asking, number, command)
    if command not in READERS:
        raise NotPossible(in_words(asking, "That needs no form.", "Dafür braucht es kein Formular."))
    typed = {name: value.strip() for name, value in fields.items() if value.strip()}
    return READERS[command](asking, view, terms, typed)


def _terms(asking: Asking, view: RegistrationView, asked: Application, typed: Typed) -> Result:
    """Changed terms: those that differ from the terms that hold, amounts and days read."""
    plain = Application.model_validate({**asked.content(), **read_fields(asking, typed)}).content()
    with asking.gate.viewing(asking.person) as session:
        changes = changed_terms(reading.terms(session, view.number), {field: plain[field] for field in AMENDABLE})
    return deal_changes.amended(asking, view, changes)


def _progress(asking: Asking, view: RegistrationView, _terms: Application, typed: Typed) -> Result:
    return deal_changes.extended(asking, view, typed.get("evidence"), None)


def _grounds(asking: Asking, view: RegistrationView, _terms: Application, typed: Typed) -> Result:
    return deal_changes.appealed(asking, view, typed.get("note"))


def _win(asking: Asking, view: RegistrationView, _terms: Application, typed: Typed) -> Result:
    return deal_changes.won(asking, view, {name: typed[name] for name in ("order", "note") if name in typed})


def _loss(asking: Asking, view: RegistrationView, _terms: Application, typed: Typed) -> Result:
    return deal_changes.lost(asking, view, typed.get("reason"), typed.get("note"))


def _revocation(asking: Asking, view: RegistrationView, _terms: Application, typed: Typed) -> Result:
    return deal_changes.revoked(asking, view, typed.get("reason"), typed.get("note"), None)


def _transfer(asking: Asking, view: RegistrationView, _terms: Application, typed: Typed) -> Result:
    evidence, note = typed.get("evidence", ""), typed.get("note")
    return deal_changes.transferred(asking, view, typed.get("to"), typed.get("reason"), evidence, note)


def _extension_refused(asking: Asking, view: RegistrationView, _terms: Application, typed: Typed) -> Result:
    reason, note = typed.get("reason", ""), typed.get("note", "")
    return deal_decisions.with_note(asking, view.number, Command.REFUSE_EXTENSION, reason, note, ())


def _amendment_refused(asking: Asking, view: RegistrationView, _terms: Application, typed: Typed) -> Result:
    reason, note = typed.get("reason", ""), typed.get("note", "")
    return deal_decisions.with_note(asking, view.number, Command.REFUSE_AMENDMENT, reason, note, ())


READERS: Final[dict[Command, Callable[[Asking, RegistrationView, Application, Typed], Result]]] = {
    Command.AMEND: _terms,
    Command.RESUBMIT: _terms,
    Command.EXTEND: _progress,
    Command.ASK_BACK: _progress,
    Command.APPEAL: _grounds,
    Command.CONVERT: _win,
    Command.LOSE: _loss,
    Command.REVOKE: _revocation,
    Command.TRANSFER: _transfer,
    Command.REFUSE_EXTENSION: _extension_refused,
    Command.REFUSE_AMENDMENT: _amendment_refused,
}
"""How the form of each command becomes a draft."""
