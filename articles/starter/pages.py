"""One readable file → one page: its facts in TOML between +++ lines, then its parts."""

import tomllib
from dataclasses import dataclass, field

from .sections import Unreadable, sections_of

FENCE = "+++"
NEEDED = {"title", "slug", "stage"}
KNOWN = NEEDED | {
    "summary", "audience", "treatment", "place", "author", "sources",
}  # fmt: skip
KNOWN_OF_SOURCE = {"title", "url", "note"}


@dataclass(frozen=True, kw_only=True)
class Page:
    """What a file says; `sections` are model fields with their `kind`, in order."""

    language: str
    title: str
    slug: str
    stage: str
    summary: str = ""
    audience: str = "all"
    treatment: str = ""
    place: str = ""
    author: str = ""
    sources: list[dict] = field(default_factory=list)
    sections: list[dict] = field(default_factory=list)


def read(path):
    """Return the page in the file `path`, whose folder is named after its language.

    Raises Unreadable, with the file's name.
    """
    try:
        text = path.read_text(encoding="utf-8")
        return parse(text, language=path.parent.name)
    except UnicodeDecodeError:
        raise Unreadable(f"{path}: this is not text in UTF-8") from None
    except Unreadable as problem:
        raise Unreadable(f"{path}: {problem}") from None


def parse(text, *, language):
    """Return the page that `text` says. Raises Unreadable, with the line."""
    lines = list(enumerate(text.splitlines(), start=1))
    fences = [number for number, line in lines if line.strip() == FENCE]
    if fences[:1] != [1] or len(fences) < 2:
        raise Unreadable(f"line 1: the facts must stand first, between {FENCE} lines")
    end = fences[1]
    # The empty line in place of the fence keeps TOML's line numbers the file's.
    facts = _facts("\n".join(["", *(line for _, line in lines[1 : end - 1])]))
    return Page(language=language, sections=list(sections_of(lines[end:])), **facts)


def _facts(toml):
    try:
        facts = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as wrong:
        raise Unreadable(f"the facts are not TOML: {wrong}") from None
    _only(facts.keys(), KNOWN)
    if missing := sorted(NEEDED - facts.keys()):
        raise Unreadable(f"the facts lack {', '.join(missing)}")
    for source in facts.get("sources", []):
        _only(source.keys(), KNOWN_OF_SOURCE)
    return facts


def _only(names, known):
    if unknown := sorted(names - known):
        raise Unreadable(f"the facts know no {', '.join(unknown)}")
