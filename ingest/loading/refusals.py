"""What loading declines, and why, in both languages; see `channel.errors.Wording`."""

from typing import Final

from channel.errors import Wording

NOT_YOUR_AREA: Final = Wording(
    en=("{area} are not your organisation's to load.", "You can load {others}."),
    de=("{area} darf Ihre Organisation nicht laden.", "Laden können Sie {others}."),
)
NO_AREA: Final = Wording(
    en=("There is no area “{area}”.", "The areas are {areas}."),
    de=("Einen Bereich „{area}“ gibt es nicht.", "Die Bereiche sind {areas}."),
)
NOT_DELETED: Final = Wording(
    en=("A file does not delete {area}.", "Load it without deleting what is missing."),
    de=("Eine Datei löscht hier nichts: {area}.", "Laden Sie sie, ohne Fehlendes zu löschen."),
)
NO_ROWS: Final = Wording(
    en=("The file has no rows.", "Fill in rows below the headings and load it again."),
    de=("Die Datei hat keine Zeilen.", "Füllen Sie Zeilen unter den Überschriften aus und laden Sie sie noch einmal."),
)
NO_HEADINGS: Final = Wording(
    en=("{file} has no headings.", "Start from the template of {area}."),
    de=("{file} hat keine Überschriften.", "Beginnen Sie mit der Vorlage für {area}."),
)
NOTHING_ABOUT: Final = Wording(
    en=("{file} says nothing about {area}.", "It is about {areas}."),
    de=("{file} sagt nichts über {area}.", "Es geht darin um {areas}."),
)
IN_USE: Final = Wording(
    en=(
        "Something in the file is in use elsewhere, so I loaded nothing.",
        "Leave out new names that others may use, and rows to be deleted that orders or people still name.",
    ),
    de=(
        "Etwas in der Datei wird anderswo gebraucht; ich habe nichts geladen.",
        "Lassen Sie neue Namen weg, die andere nutzen könnten, und Zeilen, die noch anderswo stehen.",
    ),
)
SHARED: Final = Wording(
    en=(
        "One of these companies is not yours alone to change, so I loaded nothing.",
        "Leave its own columns as they are, or ask the operator.",
    ),
    de=(
        "Eines dieser Unternehmen dürfen nicht Sie allein ändern; ich habe nichts geladen.",
        "Lassen Sie seine eigenen Spalten, wie sie sind, oder fragen Sie den Betreiber.",
    ),
)
TAKEN: Final = Wording(
    en=("“{word}” cannot be used here, so I loaded nothing.", "Choose another, or ask the operator."),
    de=("„{word}“ geht hier nicht; geladen ist nichts.", "Nehmen Sie etwas anderes, oder fragen Sie den Betreiber."),
)
