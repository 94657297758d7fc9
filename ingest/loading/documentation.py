"""The part of docs/loading.md that tells every column: `python -m ingest.loading.documentation` writes it anew."""

from pathlib import Path
from typing import Final

from channel.tables.parties import Kind
from ingest.loading.areas import Area, areas
from ingest.loading.sides import SIDES

PAGE: Final = Path(__file__).parents[2] / "docs" / "loading.md"
MARK: Final = "<!-- What follows is made of ingest/loading/columns/ by `python -m ingest.loading.documentation`. -->"
KINDS: Final = {
    "text": "text",
    "lower": "text, small letters",
    "amount": "amount such as 1184.00",
    "whole": "whole number",
    "count": "whole number from 1",
    "signed": "whole number, may be negative",
    "day": "day, YYYY-MM-DD",
    "moment": "moment with offset",
    "yes_no": "yes or no",
    "country": "country, ISO 3166-1",
    "territory": "country or region, ISO 3166",
    "currency": "currency, ISO 4217",
    "timezone": "time zone, IANA",
    "period": "year, quarter or month",
    "list": "words, separated by ;",
    "rights": "rights, separated by ;",
    "facts": "JSON",
    "organisation": "key of an organisation",
    "vendor": "key of a vendor",
    "distributor": "key of a distributor",
    "reseller": "key of a reseller",
    "person": "key or work e-mail",
    "product": "part number or GTIN",
    "line": "vendor/line",
    "warehouse": "code of a warehouse",
    "order": "number of an order",
    "registration": "number of a deal registration",
}


def columns_told() -> str:
    """All areas with their columns, as Markdown."""
    return "\n".join((MARK, "", *(_area(area) for area in areas().values())))


def _area(area: Area) -> str:
    sides = SIDES[area.name]
    who = ", ".join(("operator", *(f"{kind.value} ({_side(kind, area)})" for kind in Kind if kind in sides)))
    known = ", ".join(f"`{name}`" for name in area.key)
    rows = [
        f"| `{column.name}`{'*' if column.required else ''} | {column.meaning['en']} "
        f"| {_kind(column.kind, column.choices)} | {_cell(column.example)} |"
        for column in area.columns
    ]
    return "\n".join(
        (
            f"### {area.title['en'].capitalize()} (`{area.name}`)",
            f"{area.about['en'].strip()}",
            "",
            f"Known again by: {known}. Loaded by: {who}.",
            "",
            "| column | meaning | written as | example |",
            "| --- | --- | --- | --- |",
            *rows,
            "",
        )
    )


def _side(kind: Kind, area: Area) -> str:
    rights = sorted(right.value for right in SIDES[area.name][kind].rights)
    own = SIDES[area.name][kind].own.replace(".vendor_id", " is its own")
    return f"own `{own}`" + (f"; {', '.join(rights)}" if rights else "")


def _kind(kind: str, choices: tuple[str, ...]) -> str:
    return ", ".join(f"`{word}`" for word in choices) if choices else KINDS[kind]


def _cell(words: str) -> str:
    return f"`{words}`".replace("|", "\\|")


def main() -> None:
    """Write the part of the page anew."""
    told, _, _ = PAGE.read_text(encoding="utf-8").partition(MARK)
    PAGE.write_text(told + columns_told(), encoding="utf-8")


if __name__ == "__main__":
    main()
