"""What the channel declines, and why, in both languages; see `channel.errors.Wording`."""

from typing import Final

from channel.errors import Wording

ASK_ADMIN: Final = ("Ask your administrator to link you.", "Bitten Sie Ihre Administration, Sie zu verknüpfen.")

NOT_FOUND: Final = Wording(
    en=("I could not find that.", "Check the number or name, or ask your partner manager."),
    de=("Das konnte ich nicht finden.", "Prüfen Sie Nummer oder Namen, oder fragen Sie Ihre Partnerbetreuung."),
)
NEEDS_RIGHT: Final = Wording(
    en=("That needs the right to {right}, which you do not have.", "Ask the administrator in your organisation."),
    de=("Dafür fehlt Ihnen ein Recht: {right}.", "Fragen Sie die Administration Ihrer Organisation."),
)
NOT_YOUR_ROLE: Final = Wording(
    en=("That is not part of your role.", "Ask the administrator in your organisation."),
    de=("Das gehört nicht zu Ihrer Rolle.", "Fragen Sie die Administration Ihrer Organisation."),
)

# ------------------------------------------------------------------ somebody unknown
UNKNOWN_CORRECTS: Final = Wording(
    en=("Only a known person can report a correction.", ASK_ADMIN[0]),
    de=("Nur wer hier bekannt ist, kann eine Berichtigung melden.", ASK_ADMIN[1]),
)
UNKNOWN_SETS: Final = Wording(
    en=("Only a known person can set this.", ASK_ADMIN[0]),
    de=("Nur wer hier bekannt ist, kann das einstellen.", ASK_ADMIN[1]),
)
UNKNOWN_DRAFTS: Final = Wording(
    en=("Only a known person can prepare a change.", ASK_ADMIN[0]),
    de=("Nur wer hier bekannt ist, kann eine Änderung vorbereiten.", ASK_ADMIN[1]),
)
UNKNOWN_REQUESTS: Final = Wording(
    en=("Only a known person can ask for that.", ASK_ADMIN[0]),
    de=("Nur wer hier bekannt ist, kann das anfragen.", ASK_ADMIN[1]),
)
UNKNOWN_HANDS_IN: Final = Wording(
    en=("Only a known person can hand in a file.", ASK_ADMIN[0]),
    de=("Nur wer hier bekannt ist, kann eine Datei einreichen.", ASK_ADMIN[1]),
)

# ------------------------------------------------------------------ drafts and files
DRAFT_NOT_FOUND: Final = Wording(
    en=("I could not find that draft.", "Ask again, and use the newest message."),
    de=("Diesen Entwurf konnte ich nicht finden.", "Fragen Sie noch einmal und nutzen Sie die neueste Nachricht."),
)
DRAFT_DISCARDED: Final = Wording(
    en=("That draft was discarded; nothing was changed.", "Ask again to prepare a new one."),
    de=("Dieser Entwurf wurde verworfen; geändert wurde nichts.", "Fragen Sie noch einmal für einen neuen."),
)
DRAFT_DONE: Final = Wording(
    en=("That was already done; nothing was changed a second time.", ""),
    de=("Das war schon erledigt; es wurde nichts ein zweites Mal geändert.", ""),
)
FILE_GONE: Final = Wording(
    en=("I no longer have the file.", "Drop it here again."),
    de=("Die Datei habe ich nicht mehr.", "Legen Sie sie hier noch einmal ab."),
)
FILES_GONE: Final = Wording(
    en=("I no longer have {count} of the files.", "Drop them here again."),
    de=("{count} der Dateien habe ich nicht mehr.", "Legen Sie sie hier noch einmal ab."),
)

# ------------------------------------------------------------------ values
NO_CURRENCY: Final = Wording(
    en=("“{typed}” is no currency code.", "Use a code such as EUR, GBP or NOK."),
    de=("„{typed}“ ist kein Währungscode.", "Schreiben Sie einen Code wie EUR, GBP oder NOK."),
)
NO_TERRITORY: Final = Wording(
    en=("“{typed}” is no territory.", "Use a country code such as DE, or a group such as DACH."),
    de=("„{typed}“ ist kein Gebiet.", "Schreiben Sie einen Ländercode wie DE oder eine Gruppe wie DACH."),
)
ENDS_BEFORE_IT_BEGINS: Final = Wording(
    en=("The end lies before the beginning.", "Name a later end date."),
    de=("Das Ende liegt vor dem Anfang.", "Nennen Sie ein späteres Ende."),
)
NOTHING_BOUGHT: Final = Wording(
    en=("Nothing would be bought.", "Name a quantity of at least one."),
    de=("Es würde nichts gekauft.", "Nennen Sie eine Menge von mindestens eins."),
)
NEVER_EARLIER: Final = Wording(
    en=("A common end can be moved later, never earlier.", "Name the latest end or a later day."),
    de=(
        "Ein gemeinsames Ende lässt sich nach hinten legen, nie nach vorn.",
        "Nennen Sie das letzte Ende oder einen späteren Tag.",
    ),
)

# ------------------------------------------------------------------ corrections and requests
CORRECTION_ANSWERED: Final = Wording(
    en=("{number} was answered already.", "Ask who reported it if anything is still open."),
    de=("{number} wurde schon beantwortet.", "Fragen Sie, wer es gemeldet hat, falls noch etwas offen ist."),
)
NEEDS_CREDIT_RIGHT: Final = Wording(
    en=("That needs the right to change credit.", "Ask your credit controller."),
    de=("Dafür braucht es das Recht, Kreditlinien zu ändern.", "Fragen Sie Ihr Kreditmanagement."),
)
NOBODY_DECIDES: Final = Wording(
    en=("Nobody at {name} can decide that here.", "Call them, or ask for a person."),
    de=("Bei {name} kann das hier niemand entscheiden.", "Rufen Sie dort an, oder fragen Sie nach einem Menschen."),
)
ASKED_ALREADY: Final = Wording(
    en=("That is asked for already: {number}.", "Withdraw that one first, or wait for its answer."),
    de=("Das ist schon angefragt: {number}.", "Ziehen Sie das zuerst zurück, oder warten Sie auf die Antwort."),
)
REQUEST_CLOSED: Final = Wording(
    en=("{number} is closed already ({state}).", "Ask anew if anything is still open."),
    de=("{number} ist schon abgeschlossen ({state}).", "Fragen Sie neu an, falls noch etwas offen ist."),
)

# ------------------------------------------------------------------ people
OTHER_S_ADDRESS: Final = Wording(
    en=("That address belongs to somebody of another organisation.", "Decline the request."),
    de=("Diese Adresse gehört jemandem aus einer anderen Organisation.", "Lehnen Sie die Anfrage ab."),
)
NO_SUCH_ROLE: Final = Wording(
    en=("Your organisation does not have that role.", "Choose another role."),
    de=("Diese Rolle gibt es in Ihrer Organisation nicht.", "Wählen Sie eine andere Rolle."),
)
LINK_DECIDED: Final = Wording(
    en=("That request was decided already; nothing was changed a second time.", ""),
    de=("Über diese Anfrage wurde schon entschieden; es wurde nichts ein zweites Mal geändert.", ""),
)
LAST_ADMINISTRATOR: Final = Wording(
    en=(
        "Your organisation needs at least one administrator, and this is the last one.",
        "Give somebody else the right to administer first.",
    ),
    de=(
        "Ihre Organisation braucht mindestens eine Person, die verwaltet, und das ist die letzte.",
        "Geben Sie zuerst jemand anderem das Recht zu verwalten.",
    ),
)
NOT_YOURS_TO_GIVE: Final = Wording(
    en=("Your organisation cannot give one of these rights.", "Ask again and name fewer rights."),
    de=("Eines dieser Rechte kann Ihre Organisation nicht geben.", "Fragen Sie noch einmal mit weniger Rechten."),
)
ADDRESS_IN_USE: Final = Wording(
    en=("{email} cannot be added: the address is in use.", "Check the address."),
    de=("{email} lässt sich nicht hinzufügen: Die Adresse ist vergeben.", "Prüfen Sie die Adresse."),
)

# ------------------------------------------------------------------ documents
TAKEN_BACK: Final = Wording(
    en=("That was taken back before; nobody can see it.", ""),
    de=("Das wurde schon zurückgenommen; niemand kann es sehen.", ""),
)
UNDONE: Final = Wording(
    en=("That was undone before; nothing was changed.", ""),
    de=("Das wurde schon rückgängig gemacht; geändert wurde nichts.", ""),
)
UNDONE_OR_RETIRED: Final = Wording(
    en=("That was undone or retired before; nothing was changed.", ""),
    de=("Das wurde schon rückgängig gemacht oder zurückgezogen; geändert wurde nichts.", ""),
)
LATER_VERSION: Final = Wording(
    en=("Version {version} was published after it.", "Undo that one first."),
    de=("Danach wurde Version {version} veröffentlicht.", "Machen Sie zuerst diese rückgängig."),
)

# ------------------------------------------------------------------ price lists
NOT_YOUR_PRICES: Final = Wording(
    en=(
        "You cannot publish prices of that kind.",
        "A vendor publishes its list prices and what it charges, a distributor its own reseller prices.",
    ),
    de=(
        "Preise dieser Art können Sie nicht veröffentlichen.",
        "Hersteller veröffentlichen Listen- und Abgabepreise, Distributoren ihre eigenen Händlerpreise.",
    ),
)
NOT_YOURS_TO_TAKE_BACK: Final = Wording(
    en=("You cannot take back prices of that kind.", "Ask a colleague who may see them."),
    de=("Preise dieser Art können Sie nicht zurücknehmen.", "Fragen Sie jemanden im Haus, der sie sehen darf."),
)
LIST_OPEN: Final = Wording(
    en=("Something is still open about this price list.", "Press “Edit” and fill in what is missing."),
    de=("Zu dieser Preisliste ist noch etwas offen.", "Drücken Sie „Bearbeiten“ und ergänzen Sie, was fehlt."),
)
ROWS_UNUSABLE: Final = Wording(
    en=(
        "{count} rows cannot be used, so I changed nothing.",
        "Press “Go on without them”, or drop a corrected file.",
    ),
    de=(
        "{count} Zeilen sind nicht verwendbar; ich habe nichts geändert.",
        "Drücken Sie „Ohne sie weiter“, oder legen Sie eine berichtigte Datei ab.",
    ),
)
LIST_UNREAD: Final = Wording(
    en=("That draft was not read to its end.", "Drop the file once more."),
    de=("Dieser Entwurf wurde nicht zu Ende gelesen.", "Legen Sie die Datei noch einmal ab."),
)
PRICES_CHANGED: Final = Wording(
    en=(
        "The prices changed since I showed you this, so I changed nothing.",
        "Press Edit and send the form unchanged: I compare again and show you the difference as it is now.",
    ),
    de=(
        "Die Preise haben sich geändert, seit ich Ihnen das gezeigt habe; ich habe nichts geändert.",
        "Drücken Sie „Bearbeiten“ und senden Sie das Formular unverändert: Dann vergleiche ich neu.",
    ),
)
NOTHING_NEW: Final = Wording(
    en=("The price list says what already holds; there is nothing to change.", "Discard the draft."),
    de=("Die Preisliste sagt, was schon gilt; es gibt nichts zu ändern.", "Verwerfen Sie den Entwurf."),
)
LIST_TAKEN_BACK: Final = Wording(
    en=("That price list was taken back already.", "Ask for a price to see what holds."),
    de=("Diese Preisliste wurde schon zurückgenommen.", "Fragen Sie einen Preis ab, um zu sehen, was gilt."),
)
LIST_STOOD_UPON: Final = Wording(
    en=(
        "“{file}”, in effect from {day}, stands on this price list.",
        "Undo “{file}” first, or drop a corrected list: it replaces the prices in effect.",
    ),
    de=(
        "„{file}“, gültig ab {day}, baut auf dieser Preisliste auf.",
        "Nehmen Sie „{file}“ zuerst zurück, oder legen Sie eine neue Liste ab: Sie ersetzt die geltenden Preise.",
    ),
)
LIST_TOUCHED: Final = Wording(
    en=(
        "Rows of this price list were changed from elsewhere since, so I cannot restore it whole.",
        "Drop a corrected list instead: it replaces the prices in effect.",
    ),
    de=(
        "Zeilen dieser Preisliste wurden inzwischen anderswo geändert; ganz wiederherstellen kann ich sie nicht.",
        "Legen Sie stattdessen eine berichtigte Liste ab: Sie ersetzt die geltenden Preise.",
    ),
)

# ------------------------------------------------------------------ a programme's rules
RULES_FROM_TOMORROW: Final = Wording(
    en=(
        "Rules change from a day to come, so that nobody is judged by rules that nobody could read.",
        "Name tomorrow or a later day.",
    ),
    de=(
        "Regeln ändern sich ab einem kommenden Tag, damit nur gilt, was alle vorher lesen konnten.",
        "Nennen Sie morgen oder einen späteren Tag.",
    ),
)
NO_RULES: Final = Wording(
    en=("There are no rules of yours to change.", "Load them first, or ask Tierdesk's administrator."),
    de=("Es gibt keine Regeln von Ihnen zu ändern.", "Laden Sie sie zuerst, oder fragen Sie die Administration."),
)
RULES_SAY_SO: Final = Wording(
    en=("The rules of that day say so already; there is nothing to change.", ""),
    de=("Die Regeln dieses Tages sagen das schon; es gibt nichts zu ändern.", ""),
)
RULES_OF_THE_VENDOR: Final = Wording(
    en=("A programme's rules are its vendor's.", "Ask your channel manager."),
    de=("Die Regeln eines Programms gehören seinem Hersteller.", "Fragen Sie Ihr Channel-Management."),
)
NO_SUCH_RULE: Final = Wording(
    en=("The rules cannot have that value: {why}.", ""),
    de=("Diesen Wert können die Regeln nicht haben: {why}.", ""),
)

# ------------------------------------------------------------------ taking partners on
LINE_NOT_SOLD: Final = Wording(
    en=("{line} is not sold by this distributor in {territory}.", "Name another line or country."),
    de=("{line} verkauft dieser Distributor in {territory} nicht.", "Nennen Sie eine andere Linie oder ein Land."),
)
ALREADY_PARTNER: Final = Wording(
    en=("{name} is a partner of this distributor already.", "Ask for an authorisation if a line is missing."),
    de=("{name} ist bei diesem Distributor schon Partner.", "Fehlt eine Linie, fragen Sie deren Autorisierung an."),
)
ALREADY_TAKEN_ON: Final = Wording(
    en=("The onboarding with {name} is under way already.", "Ask “how far is the onboarding” to see it."),
    de=("Das Onboarding mit {name} läuft schon.", "„Wie weit ist das Onboarding“ zeigt den Stand."),
)
TAKEN_ON_BEFORE: Final = Wording(
    en=("There was an onboarding of {name} before.", "Reopen it: “reopen {name}”."),
    de=("Für {name} gab es schon ein Onboarding.", "Öffnen Sie es wieder: „{name} wieder aufnehmen“."),
)
STEP_DONE: Final = Wording(
    en=("That step is done already.", "Ask “what is next” to see what is open."),
    de=("Dieser Schritt ist schon erledigt.", "„Wie geht es weiter“ zeigt, was offen ist."),
)
STEP_WAITS: Final = Wording(
    en=("That step waits for {steps}.", "Ask “what is next” to see whose turn it is."),
    de=("Dieser Schritt wartet auf: {steps}.", "„Wie geht es weiter“ zeigt, wer am Zug ist."),
)
STEP_RESTS: Final = Wording(
    en=("This onboarding rests; nothing is owed now.", "The distributor's partner manager can resume it."),
    de=("Dieses Onboarding ruht; nichts ist zu tun.", "Fortsetzen kann es das Partnermanagement des Distributors."),
)
ONBOARDING_STATE: Final = Wording(
    en=("That is not possible while the onboarding is {state}.", "Ask “how far is the onboarding” to see it."),
    de=("Das geht nicht, solange das Onboarding {state} ist.", "„Wie weit ist das Onboarding“ zeigt den Stand."),
)
NOT_READY_TO_GO_LIVE: Final = Wording(
    en=("Before {name} goes live, this must be done: {steps}.", "Finish these steps first."),
    de=("Bevor {name} starten kann, fehlt noch: {steps}.", "Schließen Sie diese Schritte zuerst ab."),
)
INVITATION_ANSWERED: Final = Wording(
    en=("That invitation was answered already.", "Ask “how far is the onboarding” to see where it stands."),
    de=("Diese Einladung ist schon beantwortet.", "„Wie weit ist das Onboarding“ zeigt den Stand."),
)
STEP_BY_ITSELF: Final = Wording(
    en=("I mark that step myself as soon as it is decided.", "Ask “what is next” to see whose turn it is."),
    de=("Diesen Schritt hake ich selbst ab, sobald er entschieden ist.", "„Wie geht es weiter“ zeigt, wer am Zug ist."),
)

# ------------------------------------------------------------------ announcements
ANNOUNCES_TO_NOBODY: Final = Wording(
    en=("Nobody you deal with is addressed by that.", "Name fewer tiers, lines or countries, or other ones."),
    de=("Damit ist niemand angesprochen, mit dem Sie handeln.", "Nennen Sie andere Stufen, Linien oder Länder."),
)
ANNOUNCES_NOTHING: Final = Wording(
    en=("There are no words to announce yet.", "Press “Edit”, or write what I should tell them."),
    de=("Es gibt noch keine Worte zum Ankündigen.", "Drücken Sie „Bearbeiten“, oder schreiben Sie mir den Text."),
)
ANNOUNCES_IN_REVERSE: Final = Wording(
    en=("An announcement cannot expire before it is out.", "Give a later end, or none."),
    de=("Eine Ankündigung kann nicht ablaufen, bevor sie erscheint.", "Nennen Sie ein späteres Ende oder keines."),
)
ANNOUNCED_ALREADY: Final = Wording(
    en=("That announcement is out and cannot be called off.", "Send a correction instead."),
    de=("Diese Ankündigung ist schon erschienen und lässt sich nicht absagen.", "Schicken Sie eine Berichtigung."),
)
ANNOUNCED_NOT_YET: Final = Wording(
    en=("That announcement is not out yet.", "Call it off and write it anew."),
    de=("Diese Ankündigung ist noch nicht erschienen.", "Sagen Sie sie ab und schreiben Sie sie neu."),
)
ANNOUNCEMENT_OFF: Final = Wording(
    en=("That announcement was called off.", "Write a new one."),
    de=("Diese Ankündigung wurde abgesagt.", "Schreiben Sie eine neue."),
)
