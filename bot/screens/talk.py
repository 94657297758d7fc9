"""Help, small talk and the plain refusal."""

from typing import Any

from bot.screens.blocks import Block, Screen, actions, button, context, section
from bot.screens.text import Language
from bot.tools.talk import Declined, Help, SmallTalk

TOPIC_WORDS: dict[str, dict[Language, tuple[str, str]]] = {
    "documents": {
        "en": (
            "*Documents and products* – facts, compatibility, programme rules, with their source",
            "IPsec throughput of the FW120?",
        ),
        "de": (
            "*Dokumente und Produkte* – Fakten, Kompatibilität, Programmregeln, mit Quelle",
            "IPsec-Durchsatz vom FW120?",
        ),
    },
    "prices": {
        "en": ("*Prices* – yours, by quantity and day, registered prices", "Price for 4 FW120"),
        "de": ("*Preise* – Ihre, nach Menge und Tag, registrierte Preise", "Preis für 4 FW120"),
    },
    "stock": {
        "en": ("*Stock* – by warehouse, with what is on its way", "Stock of the AP7 five-pack?"),
        "de": ("*Bestand* – je Lager, mit Zulauf", "Bestand vom AP7 5er-Pack?"),
    },
    "orders": {
        "en": ("*Orders* – shipped, back-ordered, on hold", "What is still open on our orders?"),
        "de": ("*Bestellungen* – geliefert, im Rückstand, gesperrt", "Was ist bei uns noch offen bestellt?"),
    },
    "register": {
        "en": ("*Register a deal (deal registration)* – one sentence is enough", "Register a deal"),
        "de": ("*Projekt registrieren (Deal Registration)* – ein Satz genügt", "Projekt anmelden"),
    },
    "deals": {
        "en": ("*Your deals* – state, protection, who has it now", "Status of my deal registrations"),
        "de": ("*Ihre Projekte (Deals)* – Stand, Schutz, wer am Zug ist", "Stand meiner Projekte"),
    },
    "decide": {
        "en": ("*Decide registrations* – approve, reject, return", "What is waiting for us?"),
        "de": ("*Über Registrierungen entscheiden* – freigeben, ablehnen, zurückgeben", "Was wartet auf uns?"),
    },
    "credit": {
        "en": ("*Credit* – lines, headroom, whether an order goes through", "How much credit is left?"),
        "de": ("*Kredit* – Linien, Spielraum, ob eine Bestellung durchgeht", "Wie viel Kredit ist noch frei?"),
    },
    "programme": {
        "en": ("*Programme* – tier, certificates, rebates, MDF, renewals", "How far are we from the next tier?"),
        "de": ("*Programm* – Stufe, Zertifikate, Boni, MDF, Verlängerungen", "Was fehlt uns zur nächsten Stufe?"),
    },
}
HELP_OPENING: dict[Language, str] = {
    "en": "Ask me in your own words; a part number, an order number or a deal number is enough. I can help with:",
    "de": "Fragen Sie in eigenen Worten; Artikel-, Bestell- oder Projektnummer genügt. Ich helfe bei:",
}
STRANGER: dict[Language, str] = {
    "en": "I answer channel partners about products, price, stock and deals. I do not know you yet: ask the Tierdesk administrator of your company to link your Slack account.",
    "de": "Ich beantworte Partnern Fragen zu Produkt, Preis, Bestand und Projekten (Deals). Sie kenne ich noch nicht: Bitten Sie die Tierdesk-Administration Ihrer Firma, Ihr Slack-Konto zu verknüpfen.",
}
MOOD_WORDS: dict[str, dict[Language, str]] = {
    "thanks": {
        "en": "You're welcome. Just ask when the next customer calls.",
        "de": "Gern geschehen. Fragen Sie einfach, wenn der nächste Kunde anruft.",
    },
    "greeting": {
        "en": "Hello! Ask me for a price, stock, an order, a deal or a product fact – or type `help`.",
        "de": "Hallo! Fragen Sie nach Preis, Bestand, Bestellung, Projekt (Deal) oder Produkt – oder tippen Sie `hilfe`.",
    },
    "identity": {
        "en": "I am Tierdesk, an assistant for channel partners: a program, not a person. I answer from your vendors' documents and the channel database – `help` shows how.",
        "de": "Ich bin Tierdesk, ein Assistent für Partner im Vertriebskanal: ein Programm, kein Mensch. Ich antworte aus Herstellerdokumenten und der Kanaldatenbank – `hilfe` zeigt wie.",
    },
    "farewell": {"en": "Good-bye, and good selling.", "de": "Bis bald und gute Geschäfte."},
    "other": {
        "en": "That is outside my field. I know products, prices, stock, orders and deals of your channel – `help` shows what to ask.",
        "de": "Das liegt außerhalb meines Gebiets. Ich kenne Produkte, Preise, Bestand, Bestellungen und Projekte Ihres Kanals – `hilfe` zeigt, was Sie fragen können.",
    },
}
DECLINED: dict[Language, str] = {
    "en": "I can't do that: what I show depends on who you are, and no message changes it. Ask me for your own prices, stock, orders or deals.",
    "de": "Das geht nicht: Was ich zeige, hängt davon ab, wer Sie sind, und keine Nachricht ändert das. Fragen Sie nach Ihren eigenen Preisen, Beständen, Bestellungen oder Projekten.",
}


def help_screen(value: Help, language: Language) -> Screen:
    """Topics with an example each, the first three as buttons."""
    if not value.linked:
        return _words(STRANGER[language])
    lines = []
    examples = []
    for topic in value.topics:
        words, example = TOPIC_WORDS[topic][language]
        lines.append(f"• {words}" + (f"\n   _{example}_" if example else ""))
        if example:
            examples.append(example)
    blocks: list[Block] = [section(HELP_OPENING[language]), section("\n".join(lines))]
    if examples:
        blocks.append(actions(*(button(e, f"ask.{i}", e) for i, e in enumerate(examples[:3]))))
    blocks.append(context("EN · DE · `/tierdesk help`"))
    plain = HELP_OPENING[language] + "\n" + "\n".join(line.replace("*", "") for line in lines)
    return Screen(plain, tuple(blocks))


def small_talk_screen(value: SmallTalk, language: Language) -> Screen:
    """One sentence."""
    return _words(MOOD_WORDS[value.mood][language])


def declined_screen(_value: Declined, language: Language) -> Screen:
    """One sentence."""
    return _words(DECLINED[language])


def _words(text: str) -> Screen:
    return Screen(text, (section(text),))


SCREENS: dict[type, Any] = {Help: help_screen, SmallTalk: small_talk_screen, Declined: declined_screen}
