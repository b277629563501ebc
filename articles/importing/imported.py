"""What an import hands on: a document as it came, and the article that it holds."""

import hashlib
import json
import re
from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import date

from .report import Report

LONGEST_TITLE, LONGEST_SUMMARY = 200, 300  # signs; what an article has room for


@dataclass(frozen=True)
class Piece:
    """One document of a file before its words are read; JSON can hold it.

    `format` is text, page, word or wordpress. `key` stays the same when the words of
    the document change; "" where nothing tells. `skipped` says why it stays outside.
    """

    format: str
    words: str
    key: str = ""
    title: str = ""
    summary: str = ""
    slug: str = ""
    paths: list[str] = field(default_factory=list)
    home: str = ""
    author: str = ""
    updated_on: str = ""
    subjects: list[str] = field(default_factory=list)
    treatment: str = ""
    stage: str = ""
    pictures: list[str] = field(default_factory=list)
    dropped: list[list[str]] = field(default_factory=list)
    skipped: str = ""
    sha256: str = ""

    def digest(self) -> str:
        """Return the SHA-256 of the file, or of all that this document says."""
        said = json.dumps(asdict(self), sort_keys=True).encode()
        return self.sha256 or hashlib.sha256(said).hexdigest()


@dataclass(frozen=True)
class Imported:
    """What a document holds; `sections` have the shape of frozen content.

    `makes_clinician` allows a byline to bring somebody new on record.
    """

    title: str
    sections: list[dict]
    byline: str
    updated_on: date | None
    treatment: str
    stage: str
    source_sha256: str
    report: Report
    key: str = ""
    summary: str = ""
    slug: str = ""
    paths: tuple[str, ...] = ()
    makes_clinician: bool = True

    @property
    def elements(self) -> Counter:
        """How many of each: {"h2": 4, "h3": 0, "p": 20, "ol": 1, "table": 1, …}."""
        html = "".join(section.get("html", "") for section in self.sections)
        kinds = Counter(section["kind"] for section in self.sections)
        return Counter(re.findall(r"<(h2|h3|p|ol|ul|li)>", html)) + kinds
