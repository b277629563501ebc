"""The instructions that come with the software, as unsigned values."""

import json
from dataclasses import replace
from pathlib import Path

from articles.instructions import EndRule, Unit, Value, Values

FILE = Path(__file__).resolve().parents[3] / "content" / "instructions.json"


def shipped_value(entry, position=1):
    value = Value(
        code=entry["code"],
        family=entry["family"],
        treatments=tuple(entry["treatments"]),
        stages=tuple(entry["stages"]),
        kind=entry["kind"],
        severity=entry["severity"],
        anchor=entry["anchor"],
        lock=entry["lock"],
        limits=entry["limits"],
        starts=entry["starts"],
        ends=entry["ends"],
        end_rule=EndRule(entry["end_rule"]),
        unit=Unit(entry["unit"]),
        frames=entry["frames"],
        position=position,
    )
    return replace(value, shipped=value)


def shipped_values():
    entries = json.loads(FILE.read_text())["instructions"]
    return Values.of(shipped_value(one, at) for at, one in enumerate(entries, 1))


def changed(code, **fields):
    """Return one shipped value with some fields changed."""
    return replace(shipped_values().known[code], **fields)
