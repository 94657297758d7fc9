"""Refusals, notes and failures: what happened, what was kept, what to do next."""

from datetime import datetime

from bot.screens.blocks import Screen, actions, button, context, section
from bot.screens.text import Language, escape, moment
from channel.errors import Refusal

SENT_DIRECTLY: dict[Language, str] = {
    "en": "I sent you that directly.",
    "de": "Das habe ich Ihnen direkt geschickt.",
}
FAILED: dict[Language, str] = {
    "en": "Something went wrong on our side, and I could not answer. Your message is kept; nothing was changed.",
    "de": "Bei uns ist etwas schiefgegangen, und ich konnte nicht antworten. Ihre Nachricht ist gesichert; geändert wurde nichts.",
}
RETRY: dict[Language, str] = {"en": "Try again", "de": "Noch einmal versuchen"}
EVENT: dict[Language, str] = {"en": "For support: event", "de": "Für den Support: Ereignis"}
EMPTY: dict[Language, str] = {
    "en": "I received no words. Ask me something, for example: price for 4 FW120.",
    "de": "Ich habe keinen Text erhalten. Fragen Sie etwas, zum Beispiel: Preis für 4 FW120.",
}
TOO_LONG: dict[Language, str] = {
    "en": "That message is too long for me ({length} characters; I read up to {limit}). Send the question itself in a few sentences, and long text as a file.",
    "de": "Diese Nachricht ist mir zu lang ({length} Zeichen; ich lese bis zu {limit}). Schicken Sie die Frage in wenigen Sätzen, langen Text als Datei.",
}
STALE: dict[Language, str] = {
    "en": "That button no longer does anything. Ask again and use the newest message.",
    "de": "Dieser Knopf bewirkt nichts mehr. Fragen Sie noch einmal und nutzen Sie die neueste Nachricht.",
}
NOTHING_WAITS: dict[Language, str] = {
    "en": "There is nothing waiting for your confirmation. Tell me what you would like to do.",
    "de": "Es wartet nichts auf Ihre Bestätigung. Sagen Sie mir, was Sie tun möchten.",
}
NOTHING_TO_UNDO: dict[Language, str] = {
    "en": "There is nothing to stop or undo: no draft waits here, and nothing that was confirmed in this thread can be taken back.",
    "de": "Hier gibt es nichts abzubrechen oder rückgängig zu machen: Kein Entwurf wartet, und nichts in diesem Verlauf Bestätigtes lässt sich zurücknehmen.",
}
DISCARDED: dict[Language, str] = {
    "en": "Ok, discarded. Nothing was sent or changed.",
    "de": "Ok, verworfen. Es wurde nichts gesendet oder geändert.",
}
DISCARDED_LATER: dict[Language, str] = {
    "en": "I discarded the draft that still waited: {draft} What you confirmed before stays as it is.",
    "de": "Den Entwurf, der noch wartete, habe ich verworfen: {draft} Was Sie vorher bestätigt haben, bleibt.",
}
PASSED_OVER: dict[Language, str] = {
    "en": "You asked something else since, so I did not take that as your word for it. Nothing has changed yet.",
    "de": "Inzwischen ging es um etwas anderes, deshalb gilt das noch nicht als Ihr Wort dafür. Geändert ist noch nichts.",
}
UNTITLED: dict[Language, str] = {
    "en": "A draft from {moment} still waits for you.",
    "de": "Ein Entwurf vom {moment} wartet noch auf Sie.",
}
INDEXING: dict[Language, str] = {
    "en": "Published. I am making it findable: {count} passages so far …",
    "de": "Veröffentlicht. Ich mache es auffindbar: bisher {count} Abschnitte …",
}
ALREADY: dict[Language, str] = {
    "en": "That was already done; nothing was changed a second time.",
    "de": "Das war schon erledigt; es wurde nichts ein zweites Mal geändert.",
}


def words(text: str) -> Screen:
    """A plain sentence of ours."""
    return Screen(text, (section(text),))


def passed_over_screen(draft: str, key: str, begun: datetime, language: Language) -> Screen:
    """A waiting draft once more, to be confirmed by name; `draft` is its first line, empty if that is not known."""
    german = language == "de"
    lead = draft or UNTITLED[language].format(moment=moment(begun, language))
    blocks = (
        section(f"*{lead}*\n{PASSED_OVER[language]}"),
        actions(
            button("Bestätigen" if german else "Confirm", "draft.confirm", key, "primary"),
            button("Verwerfen" if german else "Discard", "draft.discard", key),
        ),
    )
    return Screen(f"{lead}\n{PASSED_OVER[language]}", blocks)


def refusal_screen(refusal: Refusal, language: Language) -> Screen:
    """The refusal's own words and what to do next."""
    message, step = map(escape, refusal.words(language))
    blocks = [section(message)] + ([context(step)] if step else [])
    return Screen(f"{message} {step}".strip(), tuple(blocks))


def failure_screen(event_key: str, question: str, language: Language) -> Screen:
    """An error of ours: visible to the asker, with a way to try again."""
    blocks = (
        section(FAILED[language]),
        actions(button(RETRY[language], "ask.retry", question)),
        context(f"{EVENT[language]} `{event_key}`"),
    )
    return Screen(f"{FAILED[language]} {EVENT[language]} {event_key}", blocks)
