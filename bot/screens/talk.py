"""Help, small talk and the plain refusal."""

from typing import Any

from bot.screens.blocks import Block, Screen, actions, button, context, section
from bot.screens.text import Language
from bot.tools.talk import Declined, Help, SmallTalk

TOPIC_WORDS: dict[str, dict[Language, tuple[str, str]]] = {
    "joining": {
        "en": (
            "*Becoming a partner* – what is done, what is missing, who is next",
            "What do we still have to do?",
        ),
        "de": (
            "*Partner werden* – was erledigt ist, was fehlt, wer am Zug ist",
            "Was müssen wir noch tun?",
        ),
    },
    "documents": {
        "en": (
            "*Documents and products* – facts, compatibility, programme rules, with their source",
            "What are the technical data of the {mpn}?",
        ),
        "de": (
            "*Dokumente und Produkte* – Fakten, Kompatibilität, Programmregeln, mit Quelle",
            "Technische Daten vom {mpn}?",
        ),
    },
    "prices": {
        "en": (
            "*Prices* – yours, by quantity and day, special prices, changes to come",
            "Price for 4 {mpn}",
        ),
        "de": (
            "*Preise* – Ihre, nach Menge und Tag, Sonderpreise, kommende Änderungen",
            "Preis für 4 {mpn}",
        ),
    },
    "stock": {
        "en": (
            "*Stock* – by warehouse, with what is on its way",
            "Stock of the {mpn}?",
        ),
        "de": (
            "*Bestand* – je Lager, mit Zulauf",
            "Bestand vom {mpn}?",
        ),
    },
    "orders": {
        "en": (
            "*Orders* – shipped, back-ordered, on hold, returns",
            "What is still open on our orders?",
        ),
        "de": (
            "*Bestellungen* – geliefert, im Rückstand, gesperrt, Retouren",
            "Was ist bei uns noch offen bestellt?",
        ),
    },
    "register": {
        "en": (
            "*Register a deal (deal registration)* – one sentence, a pasted mail or a CSV is enough",
            "Register a deal",
        ),
        "de": (
            "*Projekt registrieren (Deal Registration)* – ein Satz, eine Mail oder eine CSV genügt",
            "Projekt anmelden",
        ),
    },
    "deals": {
        "en": (
            "*Deals* – state, history, protection, who has it now",
            "Status of my deal registrations",
        ),
        "de": (
            "*Projekte (Deals)* – Stand, Verlauf, Schutz, wer am Zug ist",
            "Stand meiner Projekte",
        ),
    },
    "changing": {
        "en": (
            "*Change a deal* – amend, extend, close as won or lost, withdraw, appeal",
            "Which of my deals expire this month?",
        ),
        "de": (
            "*Projekt ändern* – anpassen, verlängern, gewonnen oder verloren melden, zurückziehen, widersprechen",
            "Welche meiner Projekte laufen diesen Monat ab?",
        ),
    },
    "decide": {
        "en": (
            "*Decide registrations* – approve, reject, return, with what is needed to decide",
            "What is waiting for us?",
        ),
        "de": (
            "*Über Registrierungen entscheiden* – freigeben, ablehnen, zurückgeben, mit allem dafür Nötigen",
            "Was wartet auf uns?",
        ),
    },
    "requests": {
        "en": (
            "*Requests* – returns, MDF, SPIFF, a better price, more credit: I draft, you confirm",
            "Request MDF for an event",
        ),
        "de": (
            "*Anträge* – Rücksendung, MDF, SPIFF, besserer Preis, mehr Kredit: Ich entwerfe, Sie bestätigen",
            "MDF für ein Event beantragen",
        ),
    },
    "credit": {
        "en": (
            "*Credit* – lines, headroom, whether an order goes through",
            "How much credit is left?",
        ),
        "de": (
            "*Kredit* – Linien, Spielraum, ob eine Bestellung durchgeht",
            "Wie viel Kredit ist noch frei?",
        ),
    },
    "programme": {
        "en": (
            "*Programme* – tier, certificates, rebates, MDF",
            "How far are we from the next tier?",
        ),
        "de": (
            "*Programm* – Stufe, Zertifikate, Boni, MDF",
            "Was fehlt uns zur nächsten Stufe?",
        ),
    },
    "renewals": {
        "en": (
            "*Renewals* – what ends when, and co-term with its arithmetic",
            "Which renewals are due in the next 90 days?",
        ),
        "de": (
            "*Verlängerungen* – was wann endet, gemeinsames Laufzeitende mit Rechnung",
            "Welche Verlängerungen stehen in 90 Tagen an?",
        ),
    },
    "figures": {
        "en": (
            "*Figures* – sell-out, targets, win rate, weeks of cover, review packs",
            "Sell-out this quarter against target",
        ),
        "de": (
            "*Kennzahlen* – Absatz, Ziele, Gewinnquote, Reichweite, Review-Unterlagen",
            "Absatz dieses Quartal gegen Ziel",
        ),
    },
    "publishing": {
        "en": (
            "*Publish files* – drop a document or price list here: preview, confirm, undo; and what I could not answer",
            "Which questions found no answer?",
        ),
        "de": (
            "*Dateien veröffentlichen* – Dokument oder Preisliste hier ablegen: Vorschau, bestätigen, zurücknehmen; und was ich nicht beantworten konnte",
            "Welche Fragen blieben unbeantwortet?",
        ),
    },
    "telling": {
        "en": (
            "*Tell partners* – an announcement with audience, count and preview",
            "Announce something to our partners",
        ),
        "de": (
            "*Partner informieren* – Mitteilung mit Empfängerkreis, Anzahl und Vorschau",
            "Mitteilung an unsere Partner entwerfen",
        ),
    },
    "onboarding": {
        "en": (
            "*Take on partners* – invite, follow the checklist, decide",
            "Which partners are being onboarded?",
        ),
        "de": (
            "*Partner aufnehmen* – einladen, Checkliste verfolgen, entscheiden",
            "Welche Partner sind gerade im Onboarding?",
        ),
    },
    "loading": {
        "en": (
            "*Your own data* – drop a CSV or XLSX of the template here: dry run first, then confirm",
            "",
        ),
        "de": (
            "*Eigene Daten* – CSV oder XLSX nach Vorlage hier ablegen: erst Probelauf, dann bestätigen",
            "",
        ),
    },
    "people": {
        "en": (
            "*Your colleagues* – who may do what; add, change, remove",
            "Who may do what with us?",
        ),
        "de": (
            "*Ihre Kolleginnen und Kollegen* – wer was darf; hinzufügen, ändern, entfernen",
            "Wer darf bei uns was?",
        ),
    },
    "digest": {
        "en": (
            "*Digest and reminders* – how often, of what, and when not",
            "Send me a weekly summary",
        ),
        "de": (
            "*Zusammenfassung und Erinnerungen* – wie oft, wovon, und wann nicht",
            "Schick mir eine wöchentliche Zusammenfassung",
        ),
    },
    "human": {
        "en": (
            "*A person* – I hand over to your contact with a summary",
            "",
        ),
        "de": (
            "*Ein Mensch* – ich übergebe an Ihren Kontakt, mit Zusammenfassung",
            "",
        ),
    },
}
"""A topic in a line, and an example to ask; none where a file or a name is needed. `{mpn}`: a product in sight."""

BARE_EXAMPLES: dict[str, dict[Language, str]] = {
    "documents": {"en": "What do the rules say about deal protection?", "de": "Was sagen die Regeln zum Projektschutz?"}
}
"""Examples for people who see no products."""

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
    for topic in value.topics:
        example = example_of(value, topic, language)
        lines.append(f"• {TOPIC_WORDS[topic][language][0]}" + (f"\n   _{example}_" if example else ""))
    examples = examples_of(value, language)
    blocks: list[Block] = [section(HELP_OPENING[language]), section("\n".join(lines))]
    if examples:
        blocks.append(actions(*(button(e, f"ask.{i}", e) for i, e in enumerate(examples[:3]))))
    blocks.append(context("EN · DE · `/tierdesk help`"))
    plain = HELP_OPENING[language] + "\n" + "\n".join(line.replace("*", "") for line in lines)
    return Screen(plain, tuple(blocks))


def examples_of(value: Help, language: Language) -> list[str]:
    """What the person may ask, word for word, in order of use."""
    return [example for topic in value.topics if (example := example_of(value, topic, language))]


def example_of(value: Help, topic: str, language: Language) -> str:
    """A topic's example for this person; nothing where it has none."""
    example = TOPIC_WORDS[topic][language][1]
    if "{mpn}" not in example:
        return example
    return example.format(mpn=value.mpn) if value.mpn else BARE_EXAMPLES.get(topic, {}).get(language, "")


def small_talk_screen(value: SmallTalk, language: Language) -> Screen:
    """One sentence."""
    return _words(MOOD_WORDS[value.mood][language])


def declined_screen(_value: Declined, language: Language) -> Screen:
    """One sentence."""
    return _words(DECLINED[language])


def _words(text: str) -> Screen:
    return Screen(text, (section(text),))


SCREENS: dict[type, Any] = {Help: help_screen, SmallTalk: small_talk_screen, Declined: declined_screen}
