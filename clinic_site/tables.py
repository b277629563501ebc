"""Tables that leave the site as a file: a line at a time, and safe in a spreadsheet."""

import csv
import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

# What a spreadsheet takes for a formula, also behind blanks it strips or signs that
# nobody sees, and written full-width.
FORMULA_STARTS = ("=", "+", "-", "@", "|", "%")
CUT_A_CELL = ("\t", "\r", "\n")
UNSEEN = ("Cf", "Mn", "Zs")
# Without it Excel reads é as two other letters.
BYTE_ORDER_MARK = "\ufeff"


def defused(value: Any) -> str:
    """Return `value` as a cell that no spreadsheet runs: a quote stands before it."""
    text = "" if value is None else str(value)
    seen = (sign for sign in text if unicodedata.category(sign) not in UNSEEN)
    first = unicodedata.normalize("NFKC", next(seen, ""))
    is_armed = first.strip() in FORMULA_STARTS or first in CUT_A_CELL
    return f"'{text}" if is_armed else text


def as_csv(fields: list[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield a table as lines of CSV, its field names first; every cell is defused."""
    writer = csv.writer(_Echo())
    yield BYTE_ORDER_MARK + writer.writerow(fields)
    for row in rows:
        yield writer.writerow([defused(row[name]) for name in fields])


def as_json(fields: list[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield a table as one JSON array, an object a line."""
    before = "[\n"
    for row in rows:
        said = {name: row[name] for name in fields}
        yield before + json.dumps(said, ensure_ascii=False)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


WAYS = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "json": (as_json, "application/json"),
}


class _Echo:
    """A file that hands each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line
