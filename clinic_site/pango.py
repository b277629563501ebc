"""The libraries that draw letters into a PDF: finding them, and installing them.

Run as a module it installs them where it may, and says where there are none.
"""

import ctypes
import functools
import os
import shutil
import subprocess
import sys

# What each is called on Linux, on a Mac and on Windows.
LIBRARIES = {
    "pango": ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
    "pangoft2": (
        "libpangoft2-1.0.so.0",
        "libpangoft2-1.0.dylib",
        "libpangoft2-1.0-0.dll",
    ),
    "harfbuzz-subset": (
        "libharfbuzz-subset.so.0",
        "libharfbuzz-subset.0.dylib",
        "libharfbuzz-subset-0.dll",
    ),
}
PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
HINT = f"On Debian, as root: apt-get install {' '.join(PACKAGES)}"
MISSING = f"Pango is missing, so there are no PDF handouts. {HINT}"


@functools.cache
def is_there() -> bool:
    """Whether this machine can make a PDF; looked up once a process."""
    return not missing()


def missing() -> list[str]:
    """Return the names of the libraries that this machine does not have."""
    return [name for name, files in LIBRARIES.items() if not _opens(files)]


def _opens(files: tuple[str, ...]) -> bool:
    for name in files:
        try:
            ctypes.CDLL(name)
        except OSError:
            continue
        return True
    return False


def install() -> None:
    """Install Debian's packages where we may; quietly do nothing elsewhere."""
    apt = shutil.which("apt-get")
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if apt is None or (sudo and shutil.which("sudo") is None):
        return
    print("Installing Pango for the PDF handouts …", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update"], ["install", "-y", "--no-install-recommends", *PACKAGES]):
        subprocess.run([*sudo, apt, "-qq", *words], check=False, env=quiet)


def main() -> None:
    """Make sure of them. Without them all else works, but where tests must pass."""
    if missing():
        install()
    if missing():
        print(MISSING, file=sys.stderr)
        sys.exit("CI" in os.environ)


if __name__ == "__main__":
    main()
