"""What is said about files before anybody knows what they are for."""

from bot.screens.text import Language

Words = dict[Language, str]

TOO_MANY: Words = {
    "en": "I take up to {limit} files at once; these were {count}. Pack them as a ZIP.",
    "de": "Ich nehme bis zu {limit} Dateien auf einmal; das waren {count}. Packen Sie sie als ZIP.",
}
TOO_BIG: Words = {
    "en": "{name} has {size} MB; I take files of up to {limit} MB.",
    "de": "{name} hat {size} MB; ich nehme Dateien bis {limit} MB.",
}
SPLIT: Words = {"en": "Split it and send the parts.", "de": "Bitte teilen und in Teilen schicken."}
NO_ACCESS: Words = {
    "en": "Slack does not let me read that file.",
    "de": "Slack lässt mich diese Datei nicht lesen.",
}
ASK_FOR_SCOPE: Words = {
    "en": "It may have been deleted; if not, the app needs the scope files:read in your workspace.",
    "de": "Vielleicht wurde sie gelöscht; sonst braucht die App in Ihrem Workspace die Berechtigung files:read.",
}
ELSEWHERE: Words = {
    "en": "{name} lies outside Slack (a link, or no longer kept), so I cannot fetch it.",
    "de": "{name} liegt außerhalb von Slack (ein Link, oder nicht mehr aufbewahrt); ich kann sie nicht holen.",
}
ATTACH: Words = {"en": "Attach the file itself.", "de": "Hängen Sie die Datei selbst an."}
NOT_FOR_YOU: Words = {
    "en": "I did not take that file: documents are published by the people of vendors and distributors whose role it is.",
    "de": "Die Datei habe ich nicht angenommen: Dokumente veröffentlichen bei Herstellern und Distributoren die Personen, deren Aufgabe das ist.",
}
INSTEAD: Words = {
    "en": "Ask me in words what you need from it, or, if a document is wrong, open its source under an answer and report it.",
    "de": "Fragen Sie mich in Worten, was Sie daraus brauchen; ist ein Dokument falsch, öffnen Sie unter einer Antwort die Quelle und melden Sie es.",
}
NO_TAKER: Words = {
    "en": "I could not make anything of that file.",
    "de": "Mit dieser Datei kann ich nichts anfangen.",
}
