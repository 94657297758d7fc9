"""Requests on the screen: the draft, the card of who decides, the form for a word, and the answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from bot.screens.blocks import Block, Screen, actions, button, context, section, shorten
from bot.screens.form_parts import View, form, text_input
from bot.screens.problems import refusal_screen
from bot.screens.request_words import KINDS, LABELS, STANDINGS, fact_words, label_of, note_words, return_words
from bot.screens.rows import Grid, page, sourced
from bot.screens.text import Language, day, escape, money
from bot.tools.request_bonuses import BonusTerms
from bot.tools.request_credit import CreditDraft, CreditNotice
from bot.tools.request_drafting import RequestDraft
from bot.tools.requests import RequestAnswerDraft, RequestList, RequestNotice, RequestWithdrawal
from channel.errors import Refusal
from channel.request_facts import Fact
from channel.requests import ANSWERED, ASKED, LONGEST, RequestView, Standing
from knowledge.answering import Source

ANSWER_FORM: Final = "request.answer.form"
NOTE: Final = "note"
QUOTED: Final = 220


def draft_screen(value: RequestDraft, language: Language) -> Screen:
    """What will be sent to whom, what there is to know, the rule, and the question to confirm."""
    german = language == "de"
    kind, recipient = KINDS[value.kind][language], escape(value.recipient)
    lead = f"{kind} an {recipient} schicken?" if german else f"{kind}: send this to {recipient}?"
    lines = [*_facts(value.facts, language), _quote(value.words, language, mine=True)]
    notes = [note_words(note.code, note.values, language) for note in value.notes]
    notes.append(
        "Nichts ist gesendet, bis Sie bestätigen; die Antwort bringe ich Ihnen hierher."
        if german
        else "Nothing is sent until you confirm; I bring you the answer here."
    )
    buttons = [
        button("Abschicken" if german else "Send it", "draft.confirm", value.key, "primary"),
        button("Verwerfen" if german else "Discard", "draft.discard", value.key),
    ]
    if value.source is not None:
        notes.append(_rule(value.source, language))
        buttons.append(
            button("Regel ansehen" if german else "Show the rule", "source.open.1", str(value.source.passage))
        )
    blocks = (section("\n".join((f"*{lead}*", *lines))), context(*notes), actions(*buttons))
    return Screen("\n".join((lead, *lines, *notes)), blocks)


def notice_screen(value: RequestNotice, language: Language) -> Screen:
    """News of a request: to who decides with the buttons, to who asked with what came of it."""
    view = value.request
    lead = _lead(value, language)
    lines = [*_facts(view.facts, language), _quote(view.words, language, mine=view.mine)]
    if view.answer:
        lines.append(f"{'Antwort' if language == 'de' else 'Answer'}: {escape(view.answer)}")
    blocks: list[Block] = [section("\n".join((f"*{lead}*", *lines)))]
    if ways := _ways(view, language):
        blocks.append(actions(*ways))
    return Screen("\n".join((lead, *lines)), tuple(blocks))


def answer_screen(value: RequestAnswerDraft, language: Language) -> Screen:
    """What who asked will read."""
    german, view = language == "de", value.request
    accepted = value.standing is Standing.ACCEPTED
    if german:
        lead = f"{view.number} annehmen?" if accepted else f"{view.number} ablehnen?"
        reads = f"{_asker(view, language)} liest dazu: {escape(value.note) or '–'}"
    else:
        lead = f"Accept {view.number}?" if accepted else f"Decline {view.number}?"
        reads = f"{_asker(view, language)} reads: {escape(value.note) or '–'}"
    lines = _facts(view.facts, language)
    buttons = actions(
        button("Bestätigen" if german else "Confirm", "draft.confirm", value.key, "primary" if accepted else "danger"),
        button("Verwerfen" if german else "Discard", "draft.discard", value.key),
    )
    return Screen("\n".join((lead, *lines, reads)), (section("\n".join((f"*{lead}*", *lines, reads))), buttons))


def withdrawal_screen(value: RequestWithdrawal, language: Language) -> Screen:
    """The request, and that it is taken back once confirmed."""
    german, view = language == "de", value.request
    lead = f"{view.number} zurückziehen?" if german else f"Withdraw {view.number}?"
    lines = _facts(view.facts, language)
    buttons = actions(
        button("Zurückziehen" if german else "Withdraw", "draft.confirm", value.key, "danger"),
        button("Behalten" if german else "Keep it", "draft.discard", value.key),
    )
    return Screen("\n".join((lead, *lines)), (section("\n".join((f"*{lead}*", *lines))), buttons))


def list_screen(value: RequestList, language: Language) -> Screen:
    """Requests with where they stand, the newest first, and returns under way."""
    german = language == "de"
    count = len(value.rows) + len(value.returns)
    if value.waiting:
        lead = (
            f"{len(value.rows)} warten auf Ihre Entscheidung" if german else f"{len(value.rows)} wait for your decision"
        )
    else:
        lead = f"{count} Vorgänge" if german else f"{count} on record"
    if count == 1:
        lead = _only(value, language)
    head = ("Nummer", "Was", "Von", "Stand", "Seit") if german else ("Number", "What", "From", "Standing", "Since")
    rows = [
        (
            row.number,
            "; ".join(fact_words(fact, language) + (f" × {fact.of}" if fact.of else "") for fact in row.facts[:2]),
            row.organisation,
            STANDINGS[row.standing][language],
            day(row.requested_at.date(), language),
        )
        for row in value.rows
    ]
    rows += [
        (
            case.number,
            f"{case.quantity} × {case.mpn}",
            case.distributor,
            return_words(case.state, language),
            day(case.opened_on, language),
        )
        for case in value.returns
    ]
    return page(lead, grid=Grid(head, tuple(rows)), language=language)


def answer_form(view: RequestView, standing: Standing, language: Language) -> View:
    """The form for a word to who asked; declining needs one."""
    german, accepted = language == "de", standing is Standing.ACCEPTED
    label = (
        ("Ein Wort dazu (wird mitgeteilt)" if accepted else "Warum nicht? (wird mitgeteilt)")
        if german
        else ("A word about it (they read it)" if accepted else "Why not? (they read it)")
    )
    title = ("Annehmen" if accepted else "Ablehnen") if german else ("Accept" if accepted else "Decline")
    blocks = [
        section(
            "\n".join((f"*{view.number}*", *_facts(view.facts, language), _quote(view.words, language, mine=False)))
        ),
        text_input(NOTE, label, long=True, longest=LONGEST, optional=accepted),
    ]
    kept = {"number": view.number, "standing": str(standing)}
    return form(ANSWER_FORM, title, "Weiter" if german else "Continue", kept, blocks, language)


def _only(value: RequestList, language: Language) -> str:
    if value.rows:
        row = value.rows[0]
        return f"{row.number}: {STANDINGS[row.standing][language]}"
    case = value.returns[0]
    return f"{case.number}: {return_words(case.state, language)}"


def _lead(value: RequestNotice, language: Language) -> str:
    view, german = value.request, language == "de"
    kind, recipient = KINDS[view.kind][language], escape(view.recipient)
    if value.topic == ASKED and value.done:
        return f"{view.number} ist bei {recipient}." if german else f"{view.number} is with {recipient}."
    if value.topic == ASKED:
        return f"{view.number} – {kind}: {'von' if german else 'from'} {_asker(view, language)}"
    if value.topic == ANSWERED:
        word = STANDINGS[view.standing][language]
        return f"{view.number} ({kind}) wurde {word}." if german else f"{view.number} ({kind}) was {word}."
    return f"{view.number} ({kind}) wurde zurückgezogen." if german else f"{view.number} ({kind}) was withdrawn."


def _ways(view: RequestView, language: Language) -> list[Block]:
    german = language == "de"
    if view.decides:
        return [
            button("Annehmen" if german else "Accept", "request.accepted", view.number, "primary"),
            button("Ablehnen" if german else "Decline", "request.declined", view.number),
        ]
    if view.mine and view.standing is Standing.OPEN:
        return [button("Zurückziehen" if german else "Withdraw it", "request.withdraw", view.number)]
    return []


def _asker(view: RequestView, language: Language) -> str:
    who = escape(view.organisation) or ("ein Partner" if language == "de" else "a partner")
    return f"{escape(view.person)}, {who}" if view.person else who


def _facts(facts: tuple[Fact, ...], language: Language) -> list[str]:
    """A line for each value; what belongs to one product stands together behind its quantity."""
    lines: list[str] = []
    product = ""
    for fact in facts:
        said = fact_words(fact, language)
        if fact.label == "quantity" and fact.of:
            product = fact.of
            lines.append(f"{said} × {escape(fact.of)}")
        elif fact.of and fact.of == product:
            lines[-1] += f" · {LABELS[fact.label][language]} {said}"
        else:
            product = ""
            lines.append(f"{label_of(fact, language)}: {said}")
    return lines


def _quote(words: str, language: Language, *, mine: bool) -> str:
    own = ("Ihre Worte", "Your words")
    label = (own if mine else ("In eigenen Worten", "In their own words"))[0 if language == "de" else 1]
    said = escape(shorten(words, QUOTED))
    return f"{label}: „{said}“" if language == "de" else f"{label}: “{said}”"


def _rule(source: Source, language: Language) -> str:
    label = "Regel" if language == "de" else "Rule"
    page_word = "S." if language == "de" else "p."
    where = f", {page_word} {source.page}" if source.page else ""
    return f"{label}: {escape(source.title)} {escape(source.version)}{where}"


def bonus_screen(value: BonusTerms, language: Language) -> Screen:
    """Whether sales count today, until when, how much, and the vendor's own words about it."""
    german, bonus = language == "de", value.bonus
    first, last = day(bonus.valid_from, language), day(bonus.valid_to, language)
    goods = ", ".join(bonus.mpns)
    if value.running:
        lead = (
            f"Ja: {escape(bonus.name)} läuft bis {last}" if german else f"Yes: {escape(bonus.name)} runs until {last}"
        )
    else:
        lead = (
            f"Nein: {escape(bonus.name)} galt vom {first} bis {last}"
            if german
            else f"No: {escape(bonus.name)} counted sales from {first} to {last}"
        )
    lines = [f"{goods}: {'Verkäufe vom' if german else 'sales from'} {first} {'bis' if german else 'to'} {last}"]
    if value.premium is not None:
        lines.append(f"{money(value.premium, language)} {'je Stück' if german else 'for each unit'}")
    if bonus.claim_by is not None:
        lines.append(f"{'Einreichen bis' if german else 'Claim by'} {day(bonus.claim_by, language)}")
    notes = [sourced(escape(value.vendor), bonus.as_of, language)]
    if value.source is not None:
        lines.append(f"> {escape(shorten(value.source.text, QUOTED))}".replace("\n", " "))
        notes.append(_rule(value.source, language))
    return page(lead, more=tuple(lines), notes=tuple(notes), language=language)


def credit_draft_screen(value: CreditDraft, language: Language) -> Screen:
    """The line as it is and as it will be, and the question to confirm."""
    german = language == "de"
    name = escape(value.reseller)
    lead = f"Kreditlinie von {name} ändern?" if german else f"Change the credit line of {name}?"
    note = "Gilt erst, wenn Sie bestätigen." if german else "Nothing changes until you confirm."
    lines = _facts(value.facts, language)
    buttons = actions(
        button("Bestätigen" if german else "Confirm", "draft.confirm", value.key, "primary"),
        button("Verwerfen" if german else "Discard", "draft.discard", value.key),
    )
    blocks = (section("\n".join((f"*{lead}*", *lines))), context(note), buttons)
    return Screen("\n".join((lead, *lines, note)), blocks)


def credit_notice_screen(value: CreditNotice, language: Language) -> Screen:
    """The line as it is now."""
    german, line = language == "de", value.line
    lead = (
        f"Kreditlinie von {escape(line.reseller)} bei {escape(line.distributor)}: {money(line.limit, language)}"
        if german
        else f"Credit line of {escape(line.reseller)} at {escape(line.distributor)}: {money(line.limit, language)}"
    )
    left = money(line.headroom, language)
    lines = [f"{left} frei" if german else f"{left} left"]
    if line.temporary_until is not None:
        until = day(line.temporary_until, language)
        lines.append(f"Bis {until}." if german else f"Until {until}.")
    if line.on_hold:
        lines.append("Bestellungen sind gesperrt." if german else "Orders are on hold.")
    notes = (sourced("Kreditlinien" if german else "credit lines", line.as_of, language),)
    return page(lead, more=tuple(lines), notes=notes, language=language)


SCREENS: dict[type, Callable[[Any, Language], Screen]] = {
    RequestDraft: draft_screen,
    RequestNotice: notice_screen,
    RequestAnswerDraft: answer_screen,
    RequestWithdrawal: withdrawal_screen,
    RequestList: list_screen,
    BonusTerms: bonus_screen,
    CreditDraft: credit_draft_screen,
    CreditNotice: credit_notice_screen,
    Refusal: refusal_screen,
}
