"""The fixed words around a document's content, in its language."""

from __future__ import annotations

from datetime import date

from tools.world_documents.source import Entry

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def written_date(day: date, language: str) -> str:
    """1 October 2026, or 01.10.2026 in German."""
    return f"{day:%d.%m.%Y}" if language == "de" else f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def validity(entry: Entry) -> str:
    """Version and dates of a document in one line."""
    start = written_date(entry.effective_from, entry.language)
    end = written_date(entry.valid_to, entry.language) if entry.valid_to else ""
    if entry.language == "de":
        return f"Version {entry.version} · gültig ab {start}" + (f" bis {end}" if end else "")
    return f"Version {entry.version} · effective from {start}" + (f" to {end}" if end else "")


def page_count(page: int, total: int, language: str) -> str:
    """Page 2 of 5."""
    return f"Seite {page} von {total}" if language == "de" else f"Page {page} of {total}"


def confidentiality(entry: Entry) -> str:
    """Who may have the paper, as printed on it."""
    german = entry.language == "de"
    if entry.embargo_until:
        return "Embargoed" if not german else "Sperrfrist"
    if any(grant.nda for grant in entry.releases):
        return (
            "Confidential, under NDA only"
            if not german
            else "Vertraulich, nur mit Geheimhaltungsvereinbarung"
        )
    if all(grant.audience != "public" for grant in entry.releases):
        return "For partners only" if not german else "Nur für Partner"
    return ""
