"""Finding the Chromium that the browser tests drive, or installing it."""

import os
import shutil
import subprocess
import sys

NAMES = (
    "chromium-headless-shell",  # draws the same for a third of the work
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
)
# Not every Debian has the first one.
PACKAGES = ("chromium-headless-shell", "chromium")
FONTS = "fonts-liberation"
MAC_PATHS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
MISSING = (
    "The browser tests need Chromium, Chrome or Edge and found none. "
    "Install one (on Debian as root: apt-get install chromium), "
    "or say where it is: make test CHROMIUM=/path/to/it"
)


class NoBrowser(Exception):
    """There is no Chromium, Chrome or Edge on this machine."""


def chromium_path():
    """Return the path of an installed Chromium, Chrome or Edge.

    The environment's CHROMIUM comes first. Raises NoBrowser.
    """
    named = os.environ.get("CHROMIUM")
    for name in [named] if named else NAMES + MAC_PATHS:
        if found := shutil.which(name):
            return found
    raise NoBrowser(MISSING)


def launch_arguments():
    """Chromium refuses to run as root inside its own sandbox."""
    return ["--no-sandbox"] if os.geteuid() == 0 else []


def install():
    """Install Debian's Chromium where we may; quietly do nothing elsewhere."""
    apt = None if "CHROMIUM" in os.environ else shutil.which("apt-get")
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if apt is None or (sudo and shutil.which("sudo") is None):
        return
    print("Installing Chromium for the browser tests …", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}

    def run(*words):
        asked = [*sudo, apt, "-qq", *words]
        return subprocess.run(asked, check=False, env=quiet).returncode == 0

    run("update")
    wanted = ["install", "-y", "--no-install-recommends", FONTS]
    any(run(*wanted, package) for package in PACKAGES)


def main():
    """Make sure there is a browser; end with a sentence where there is none."""
    try:
        chromium_path()
    except NoBrowser:
        install()
    try:
        print(f"Browser tests use {chromium_path()}")
    except NoBrowser as missing:
        sys.exit(str(missing))


if __name__ == "__main__":
    main()
