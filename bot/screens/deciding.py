"""Beside the decision: what a decider weighs, questions and answers, who decides meanwhile, and their forms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from bot.screens.blocks import Screen, actions, button, context, section
from bot.screens.deal_actions import BESIDE
from bot.screens.form_parts import View, date_input, form, text_input
from bot.screens.text import Language, day, escape
from bot.tools.deal_deciding import AwayDraft, AwayNotice, QuestionDraft, QuestionNotice
from channel.deals.views import RegistrationView

DECIDING_FORM: Final = "deal.deciding"
LONGEST_QUESTION: Final = 1000


def question_draft_screen(value: QuestionDraft, language: Language) -> Screen:
    """The words as they will be read, who reads them, and the confirmation."""
    german, view = language == "de", value.registration
    number = f"{view.number} {escape(view.customer)}"
    if value.answers is None:
        lead = f"Rückfrage zu {number} senden?" if german else f"Send this question about {number}?"
        reader = escape(view.reseller)
        note = f"{reader} liest Ihre Firma, nicht Ihren Namen." if german else f"{reader} reads your company, not your name."
        more = [f"> {escape(value.words)}"]
    else:
        lead = f"Antwort zu {number} senden?" if german else f"Send this answer about {number}?"
        note = "Nur wer gefragt hat, liest sie." if german else "Only who asked reads it."
        more = [f"> {escape(value.answers)}", escape(value.words)]
    body = "\n".join((f"*{lead}*", *more))
    return Screen("\n".join((lead, *more, note)), (section(body), context(note), _confirmation(value.key, language)))


def question_notice_screen(value: QuestionNotice, language: Language) -> Screen:
    """A question with the way to answer it, or what was answered."""
    german, view = language == "de", value.registration
    number = f"{view.number} {escape(view.customer)}"
    if value.answer is not None:
        lead = f"Antwort zu {number}" if german else f"Answer about {number}"
        more = [f"> {escape(value.question)}", escape(value.answer)]
    else:
        asks = f"{escape(value.asker)} fragt zu {number}" if german else f"{escape(value.asker)} asks about {number}"
        lead = (f"Rückfrage gesendet: {number}" if german else f"Question sent: {number}") if value.done else asks
        more = [f"> {escape(value.question)}"]
    blocks = [section("\n".join((f"*{lead}*", *more)))]
    if value.answer is None and not value.done:
        blocks.append(
            actions(button(BESIDE["answer"][language], "deal.form.open", f"answer|{view.number}", "primary"))
        )
        hint = f"“answer to {view.number}: …” works, too." if not german else f"Auch „Antwort zu {view.number}: …“ geht."
        blocks.append(context(hint))
    elif not value.done:
        blocks.append(actions(button("Status", "ask", f"status {view.number}")))
    return Screen("\n".join((lead, *more)), tuple(blocks))


def away_draft_screen(value: AwayDraft, language: Language) -> Screen:
    """Until when, who decides, and the confirmation."""
    german, who = language == "de", escape(value.delegate)
    if value.until is None:
        lead = "Wieder selbst entscheiden?" if german else "Decide yourself again?"
        note = f"Bisher entscheidet {who}." if german else f"{who} decides so far."
    else:
        until = day(value.until, language)
        lead = f"Bis {until} entscheidet {who} für Sie?" if german else f"{who} decides for you until {until}?"
        note = (
            "Karten und Erinnerungen gehen so lange dorthin; danach kommen sie von selbst wieder zu Ihnen."
            if german
            else "Cards and reminders go there meanwhile, and come back to you by themselves afterwards."
        )
    return Screen(f"{lead}\n{note}", (section(f"*{lead}*"), context(note), _confirmation(value.key, language)))


def away_notice_screen(value: AwayNotice, language: Language) -> Screen:
    """The absence as it stands, for who is away and for who decides."""
    german, away = language == "de", value.away
    until, who, other = day(away.until, language), escape(away.person), escape(away.delegate)
    if away.over:
        lead = "Sie entscheiden wieder selbst." if german else "You decide yourself again."
        return Screen(lead, (section(f"*{lead}*"),))
    if value.mine:
        lead = f"Bis {until} entscheidet {other} für Sie." if german else f"{other} decides for you until {until}."
        words = "Ich bin wieder im Büro und entscheide selbst" if german else "I am back in the office"
        back = button("Ich bin zurück" if german else "I am back", "ask", words)
        return Screen(lead, (section(f"*{lead}*"), actions(back)))
    lead = f"Sie entscheiden bis {until} für {who}." if german else f"You decide for {who} until {until}."
    desk = button("Mein Tisch" if german else "My desk", "ask", "was liegt bei mir?" if german else "what is on my desk?")
    return Screen(lead, (section(f"*{lead}*"), actions(desk)))


def deciding_form(view: RegistrationView, kind: str, origin: str, language: Language) -> View:
    """The form of a question, an answer, or of approving with other terms."""
    german = language == "de"
    if kind == "grant":
        lines = "\n".join(f"{line.quantity or ''} {line.mpn}".strip() for line in view.lines)
        blocks = [
            text_input("lines", "Stück" if german else "Units", lines, long=True),
            text_input(
                "prices",
                "Preis je Stück, etwa: NW-FW120 1050" if german else "Price per unit, such as: NW-FW120 1050",
                long=True,
            ),
            date_input("until", "Geschützt bis" if german else "Protected until"),
        ]
    else:
        label = ("Ihre Frage" if german else "Your question") if kind == "ask" else BESIDE["answer"][language]
        blocks = [text_input("words", label, long=True, longest=LONGEST_QUESTION, optional=False)]
    kept = {"number": view.number, "kind": kind, "origin": origin}
    head = context(f"{view.number} · {escape(view.customer)}")
    return form(DECIDING_FORM, BESIDE[kind][language], "Weiter" if german else "Continue", kept, [head, *blocks], language)


def _confirmation(key: str, language: Language) -> Any:  # noqa: ANN401 - a block
    german = language == "de"
    return actions(
        button("Bestätigen" if german else "Confirm", "draft.confirm", key, "primary"),
        button("Verwerfen" if german else "Discard", "draft.discard", key),
    )


SCREENS: dict[type, Callable[[Any, Language], Screen]] = {
    QuestionDraft: question_draft_screen,
    QuestionNotice: question_notice_screen,
    AwayDraft: away_draft_screen,
    AwayNotice: away_notice_screen,
}
