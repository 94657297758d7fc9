"""The built page that ships with the package is the one its source makes."""

from __future__ import annotations

import hashlib
import re
from importlib.resources import files
from pathlib import Path

PLAYGROUND = Path(str(files("bot.playground")))
SOURCE = PLAYGROUND / "page-src"
BUNDLE = PLAYGROUND / "page"

SINGLE_FILES = ("index.html", "package.json", "package-lock.json", "tsconfig.json", "vite.config.ts")
FOLDERS = ("src", "bundling")


def source_hash() -> str:
    """The sha256 that the build records: path, zero byte, content, zero byte, in the order of the paths."""
    below = [path for folder in FOLDERS for path in (SOURCE / folder).rglob("*") if path.is_file()]
    paths = sorted([*SINGLE_FILES, *(path.relative_to(SOURCE).as_posix() for path in below)])
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.encode() + b"\0" + (SOURCE / path).read_bytes() + b"\0")
    return digest.hexdigest()


def test_bundle_was_built_from_the_present_source() -> None:
    recorded = (BUNDLE / "SOURCE_HASH").read_text().strip()
    assert recorded == source_hash(), "run `npm ci && npm run build` in bot/playground/page-src"


def test_everything_the_page_loads_is_in_the_bundle() -> None:
    page = (BUNDLE / "index.html").read_text()
    loaded = re.findall(r'(?:src|href)="(/[^"]+)"', page)
    assert loaded
    for path in loaded:
        assert (BUNDLE / path.lstrip("/")).is_file(), path


def test_the_page_loads_nothing_from_elsewhere() -> None:
    page = (BUNDLE / "index.html").read_text()
    assert not re.findall(r'(?:src|href)="(?:https?:)?//[^"]+"', page)
    styles = "".join(path.read_text() for path in BUNDLE.rglob("*.css"))
    assert not re.findall(r"(?:url\(|@import )['\"]?(?:https?:)?//[^)]+", styles)


def test_licences_of_what_was_bundled_are_beside_it() -> None:
    licences = (BUNDLE / "THIRD_PARTY_LICENCES.txt").read_text()
    for name in ("react ", "slack-blocks-to-jsx ", "lucide-react ", "@fontsource-variable/inter "):
        assert name in licences


def test_lock_file_names_no_registry() -> None:
    lock = (SOURCE / "package-lock.json").read_text()
    assert '"resolved"' not in lock
    assert "registry" not in lock
