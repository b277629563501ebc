"""Each promise of docs/threat-model.md and docs/hipaa.md names a test that is there."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
THREATS = (ROOT / "docs" / "threat-model.md").read_text()
HIPAA = (ROOT / "docs" / "hipaa.md").read_text()
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
# 45 CFR 164.312: every standard and specification that it has.
ROWS = [
    "(a)(1)", "(a)(2)(i)", "(a)(2)(ii)", "(a)(2)(iii)", "(a)(2)(iv)", "(b)", "(c)(1)",
    "(c)(2)", "(d)", "(e)(1)", "(e)(2)(i)", "(e)(2)(ii)",
]  # fmt: skip


def defined_in(path):
    tree = ast.parse((ROOT / path).read_text()) if (ROOT / path).exists() else None
    nodes = ast.walk(tree) if tree else []
    return {one.name for one in nodes if isinstance(one, ast.FunctionDef)}


def rows_of(document):
    """Return the lines of its tables, without their heads."""
    lines = [line for line in document.splitlines() if line.startswith("|")]
    heads = {at - 1 for at, line in enumerate(lines) if re.match(r"[|\- ]+$", line)}
    return [
        line
        for at, line in enumerate(lines)
        if at not in heads and not re.match(r"[|\- ]+$", line)
    ]


@pytest.mark.parametrize("document", [THREATS, HIPAA], ids=["threats", "hipaa"])
def test_every_test_that_is_named_is_there(document):
    named = NAMED.findall(document)

    gone = [f"{path}::{name}" for path, name in named if name not in defined_in(path)]

    assert named
    assert gone == []


def test_every_threat_names_a_test():
    threats = [row for row in rows_of(THREATS) if row.count("|") == 4]
    promises = [row for row in threats if "tests/" in row]
    assets = THREATS.partition("## Who might want what")[0]

    assert [row for row in threats if row not in promises and row not in assets] == []
    assert len(promises) > 30


def test_every_row_of_the_safeguards_has_its_answer_and_its_test():
    rows = rows_of(HIPAA)

    assert [row.split()[1] for row in rows] == ROWS
    assert [row for row in rows if not NAMED.search(row)] == []


@pytest.mark.parametrize("document", ["README.md", *(f"docs/{name}.md" for name in (
    "hipaa", "threat-model", "operations", "retention"))])  # fmt: skip
def test_no_document_calls_the_site_what_no_software_is(document):
    assert "compliant" not in (ROOT / document).read_text().lower()
