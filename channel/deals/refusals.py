"""What the guards of a registration decline, and why, in both languages; see `channel.errors.Wording`."""

from typing import Final

from channel.errors import Wording

AGAIN: Final = ("Register the deal again.", "Registrieren Sie das Projekt neu.")

OWN_SUBMISSION: Final = Wording(
    en=("Nobody decides a registration of their own organisation.", "The other side decides it."),
    de=("Niemand entscheidet über eine Registrierung der eigenen Organisation.", "Das entscheidet die andere Seite."),
)
NO_FIELDS: Final = Wording(
    en=("Say what has to be completed.", "For example: “send it back, the contact is missing”."),
    de=("Sagen Sie, was zu ergänzen ist.", "Zum Beispiel: „zurückgeben, der Ansprechpartner fehlt“."),
)
DISTRIBUTOR_FIRST: Final = Wording(
    en=("{number} is with {name}, who decides first.", "You can decide as soon as it is yours."),
    de=(
        "{number} liegt bei {name}; dort wird zuerst entschieden.",
        "Sie können entscheiden, sobald Sie an der Reihe sind.",
    ),
)
PLACE_TAKEN: Final = Wording(
    en=("{holder} holds this customer until {day}.", "Reject {number}, or revoke {holder} first."),
    de=("{holder} hält diesen Kunden bis {day}.", "Lehnen Sie {number} ab, oder widerrufen Sie zuerst {holder}."),
)
APPEAL_OVER: Final = Wording(
    en=("The time to appeal ended on {day}.", "Register the deal again if it is still alive."),
    de=("Die Einspruchsfrist endete am {day}.", "Registrieren Sie das Projekt neu, falls es noch läuft."),
)
APPEALED_ONCE: Final = Wording(
    en=("This rejection was appealed once; that decision is final.", "Talk to your partner manager."),
    de=(
        "Gegen diese Ablehnung gab es schon einen Einspruch; dessen Entscheidung gilt.",
        "Sprechen Sie mit Ihrer Partnerbetreuung.",
    ),
)
FIRST_DECIDER: Final = Wording(
    en=("Somebody else than the first decider decides an appeal.", "Hand it to a colleague."),
    de=("Über einen Einspruch entscheidet jemand anderes als beim ersten Mal.", "Geben Sie ihn im Haus weiter."),
)
PROTECTION_ENDED: Final = Wording(
    en=("Its protection has ended.", "Ask for reinstatement, or register it again."),
    de=("Der Schutz ist abgelaufen.", "Bitten Sie um Wiedereinsetzung, oder registrieren Sie es neu."),
)
PROTECTION_LASTS: Final = Wording(
    en=("Its protection has not ended yet.", ""),
    de=("Der Schutz ist noch nicht abgelaufen.", ""),
)
EXTENSIONS_USED: Final = Wording(
    en=(
        "{number} has used its {count} extension(s).",
        "Register it again after it ends, or talk to your channel manager.",
    ),
    de=(
        "{number} ist schon so oft verlängert worden, wie es geht: {count} Mal.",
        "Registrieren Sie nach dem Ablauf neu, oder sprechen Sie mit dem Channel-Management.",
    ),
)
TRANSFER_UNFOUNDED: Final = Wording(
    en=("A transfer needs what it stands on.", "Name the customer's letter or the merger."),
    de=("Eine Übertragung braucht eine Grundlage.", "Nennen Sie das Schreiben des Kunden oder den Zusammenschluss."),
)
NO_EVIDENCE: Final = Wording(
    en=("An extension needs dated evidence of progress.", "Say what happened there, and when."),
    de=("Eine Verlängerung braucht einen datierten Nachweis des Fortschritts.", "Sagen Sie, was wann geschehen ist."),
)
GRACE_ENDED: Final = Wording(
    en=("The grace period has ended.", AGAIN[0]),
    de=("Die Nachfrist ist abgelaufen.", AGAIN[1]),
)
NONE_REINSTATED: Final = Wording(
    en=("The programme reinstates no expired registrations.", AGAIN[0]),
    de=("Das Programm setzt abgelaufene Registrierungen nicht wieder ein.", AGAIN[1]),
)
REINSTATED_ONCE: Final = Wording(
    en=("{number} was reinstated once already.", AGAIN[0]),
    de=("{number} wurde schon einmal wieder eingesetzt.", AGAIN[1]),
)
NO_AMENDMENT: Final = Wording(
    en=("No amendment of {number} is under way.", ""),
    de=("Zu {number} läuft keine Änderung.", ""),
)
ONLY_ITS_AMENDMENT: Final = Wording(
    en=(
        "{number} is approved already; only its amendment is under way.",
        "The amendment can be refused or dropped; the approved terms hold.",
    ),
    de=(
        "{number} ist schon genehmigt; offen ist nur die Änderung.",
        "Die Änderung lässt sich ablehnen oder fallen lassen; das Genehmigte gilt weiter.",
    ),
)
NOTHING_CHANGED: Final = Wording(
    en=("That would change nothing.", "Say what is to be changed: value, quantity, close, contact."),
    de=("Damit änderte sich nichts.", "Sagen Sie, was sich ändern soll: Wert, Menge, Abschluss, Ansprechpartner."),
)
NAMES_ANOTHER: Final = Wording(
    en=(
        "The reseller reads this note, and it names another company or its registration.",
        "Put it in words that name nobody else.",
    ),
    de=(
        "Diese Notiz liest der Händler, und sie nennt eine andere Firma oder deren Registrierung.",
        "Schreiben Sie sie so, dass niemand sonst genannt wird.",
    ),
)
FOREIGN_ORDER: Final = Wording(
    en=(
        "Order {order} names {number}, which is another company's, so I loaded nothing.",
        "Correct the registration of that order.",
    ),
    de=(
        "Auftrag {order} nennt {number}; die gehört einer anderen Firma. Ich habe nichts geladen.",
        "Bitte die Registrierung dieses Auftrags richtigstellen.",
    ),
)
COMPLETED_TOO_OFTEN: Final = Wording(
    en=(
        "{number} was completed {times} times, which is the programme's limit.",
        "Withdraw it and register it again.",
    ),
    de=(
        "{number} wurde schon {times} Mal ergänzt; mehr lässt das Programm nicht zu.",
        "Ziehen Sie es zurück, und registrieren Sie es neu.",
    ),
)
MOVED_LATELY: Final = Wording(
    en=(
        "{number} was last moved on {day}; inactive are {days} days without a step.",
        "Ask its reseller how it stands, or name another reason.",
    ),
    de=(
        "{number} wurde zuletzt am {day} bewegt; inaktiv sind {days} Tage ohne einen Schritt.",
        "Fragen Sie den Händler nach dem Stand, oder nennen Sie einen anderen Grund.",
    ),
)
NO_REASON: Final = Wording(
    en=("That needs a reason.", "Say why in your own words, or choose one from the list of the card."),
    de=("Das braucht einen Grund.", "Sagen Sie, warum, oder wählen Sie einen aus der Liste der Karte."),
)
NOT_EDITABLE: Final = Wording(
    en=("Not all of that can be changed any more.", "Withdraw {number} and register it again."),
    de=("Nicht alles davon lässt sich noch ändern.", "Ziehen Sie {number} zurück, und registrieren Sie neu."),
)
UNKNOWN_GOODS: Final = Wording(
    en=("Every product needs a known part number and a quantity.", "Say how many of which product."),
    de=("Jedes Produkt braucht eine bekannte Artikelnummer und eine Menge.", "Sagen Sie, wie viele von welchem."),
)
TERMS_NOT_ALLOWED: Final = Wording(
    en=("The rules do not allow these terms: {why}.", "The rules: {clause}."),
    de=("Die Regeln lassen das so nicht zu: {why}.", "Die Regeln: {clause}."),
)
WITH_SOMEBODY: Final = Wording(
    en=("{number} is with {name} now; that cannot be done there.", "{name} has to act next."),
    de=("{number} liegt jetzt bei {name}; das geht dort nicht.", "{name} ist am Zug."),
)
NOT_IN_THIS_STATE: Final = Wording(
    en=("{number} is {state}; that cannot be done now.", ""),
    de=("{number} ist {state}; das geht jetzt nicht.", ""),
)
ENDED: Final = Wording(
    en=("{number} is {state}; that cannot be done any more.", "{way}"),
    de=("{number} ist {state}; das geht nicht mehr.", "{way}"),
)
CHANGED_MEANWHILE: Final = Wording(
    en=("Somebody else has just changed {number}.", "Look at it again before you decide."),
    de=("Jemand anderes hat {number} gerade geändert.", "Sehen Sie es noch einmal an, bevor Sie entscheiden."),
)
HOLDS_IT_ALREADY: Final = Wording(
    en=("{name} holds {number} already.", "Name the company that takes it over."),
    de=("{name} hält {number} schon.", "Nennen Sie die Firma, die es übernimmt."),
)
HEIR_NOT_AUTHORISED: Final = Wording(
    en=("{name} is not authorised for these products there.", "Authorise it first, or name another company."),
    de=(
        "{name} ist dort für diese Produkte nicht autorisiert.",
        "Autorisieren Sie zuerst, oder nennen Sie eine andere Firma.",
    ),
)
WHO_REGISTERS: Final = Wording(
    en=(
        "Deals are registered by the reseller that found them, or for it by the distributor it buys from.",
        "Ask the reseller to register it.",
    ),
    de=(
        "Projekte registriert der Händler, der sie gefunden hat, oder für ihn der Distributor, bei dem er kauft.",
        "Bitten Sie den Händler, es zu registrieren.",
    ),
)
ANOTHER_DISTRIBUTOR: Final = Wording(
    en=("You can register for a reseller only what it buys through you.", "Ask the reseller to register it."),
    de=("Für einen Händler können Sie nur registrieren, was er bei Ihnen kauft.", "Bitten Sie den Händler darum."),
)
STILL_MISSING: Final = Wording(
    en=("Something is still missing in this registration.", "Open the draft again: it says what."),
    de=("In dieser Registrierung fehlt noch etwas.", "Öffnen Sie den Entwurf noch einmal: Er sagt, was."),
)
NOT_ALLOWED_ANY_MORE: Final = Wording(
    en=("The rules do not allow this registration now: {why}.", "Ask again to see what is possible."),
    de=("Die Regeln lassen diese Registrierung jetzt nicht zu: {why}.", "Fragen Sie neu, um zu sehen, was geht."),
)
OF_MANY: Final = Wording(
    en=("For {customer}: {words}", "{next_step}"),
    de=("Für {customer}: {words}", "{next_step}"),
)
NOT_IN_IT: Final = Wording(
    en=("{mpn} is not in {number}.", "Name a product that it registers."),
    de=("{mpn} steht nicht in {number}.", "Nennen Sie ein Produkt, das darin steht."),
)
MORE_UNITS: Final = Wording(
    en=("{count} × {mpn} are registered; an approval gives as many or fewer.", "For more, the reseller amends it."),
    de=("Registriert sind {count} × {mpn}; mehr gibt eine Genehmigung nicht.", "Mehr beantragt der Händler."),
)
ABOVE_LIST: Final = Wording(
    en=("The price of {mpn} has to lie above nothing and at most at list: {amount}.", "Name another price."),
    de=("Der Preis von {mpn} muss über null und höchstens beim Listenpreis liegen: {amount}.", "Bitte ein anderer."),
)
LATER_END: Final = Wording(
    en=("The programme protects from tomorrow until {day} at the latest.", "Name a day up to then."),
    de=("Das Programm schützt von morgen bis spätestens {day}.", "Nennen Sie einen Tag bis dahin."),
)
VENDOR_GRANTS: Final = Wording(
    en=("Price, quantity and end of protection are set by {name}.", "Approve it as it is, or send it back."),
    de=("Preis, Menge und Schutzende legt {name} fest.", "Genehmigen Sie so, wie es ist, oder geben Sie zurück."),
)
AWAY_PAST: Final = Wording(
    en=("That day is over.", "Say until when you are away."),
    de=("Dieser Tag ist vorbei.", "Sagen Sie, bis wann Sie weg sind."),
)
NO_DELEGATE: Final = Wording(
    en=("Only a colleague with the right to decide can decide for you.", "Name another colleague."),
    de=("Für Sie entscheiden kann nur, wer in Ihrer Firma entscheiden darf.", "Nennen Sie jemand anderen."),
)
NOT_AWAY: Final = Wording(
    en=("You are not away.", "Nothing has to be taken back."),
    de=("Sie sind nicht abwesend.", "Es gibt nichts zurückzunehmen."),
)
NOTHING_TO_ASK: Final = Wording(
    en=("{number} does not wait for your decision, so I pass no question on.", "Ask what is on your desk."),
    de=("{number} wartet nicht auf Ihre Entscheidung; die Frage bleibt hier.", "Fragen Sie: „Was liegt bei mir?“"),
)
NO_QUESTION: Final = Wording(
    en=("No question about {number} waits for an answer.", "Ask for its status."),
    de=("Zu {number} wartet keine Frage auf Antwort.", "Fragen Sie nach dem Stand."),
)
