"""Compiling translations without gettext: python -m tests.words [--check].

The compiled .mo files are kept beside their .po files, because a clinic's machine
need not have gettext; `make check` refuses one that lags behind its source.
"""

import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent


def sources():
    return sorted(ROOT.glob("locale/*/LC_MESSAGES/*.po"))


def meanings(catalogue):
    """Return what `catalogue` says, whichever tool wrote it."""
    return {
        (entry.msgctxt, entry.msgid): entry.msgstr_plural or entry.msgstr
        for entry in catalogue.translated_entries()
    }


def is_current(source):
    compiled = source.with_suffix(".mo")
    return compiled.exists() and (
        meanings(polib.mofile(compiled)) == meanings(polib.pofile(source))
    )


def main():
    behind = [source for source in sources() if not is_current(source)]
    if "--check" in sys.argv and behind:
        names = ", ".join(str(source.relative_to(ROOT)) for source in behind)
        sys.exit(f"Compile these translations with `make words`: {names}")
    for source in behind:
        polib.pofile(source).save_as_mofile(source.with_suffix(".mo"))


if __name__ == "__main__":
    main()
