"""Find a Chromium for the browser tests, or install one; says what to do where neither works."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def found() -> str | None:
    named = os.environ.get("TIERDESK_TEST_BROWSER")
    if named:
        return named
    for name in NAMES:
        if path := shutil.which(name):
            return path
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def main() -> int:
    if found():
        return 0
    print("• a Chromium for the browser tests", flush=True)
    tries = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if shutil.which("apt-get") and os.geteuid() == 0:
        tries = [["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"], *tries]
    for command in tries:
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
        if found():
            return 0
    print("No Chromium found. Install one, or name it in TIERDESK_TEST_BROWSER.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
