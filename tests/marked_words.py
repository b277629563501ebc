"""Every string that code and templates mark for translation, without gettext."""

import ast
import re
from pathlib import Path

from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
APPS = ["appointments", "articles", "clinic_site"]

LITERAL = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"(?<!\w)(_|n?p?gettext)\(({LITERAL}(?:, {LITERAL})*)")


def marked():
    """Return {(context or None, English words)}."""
    return _in_python() | _in_templates()


def _in_python():
    return {
        _key(re.sub("_(lazy|noop)$", "", _name(node.func)), *words)
        for app in APPS
        for path in (ROOT / app).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and re.fullmatch(r"_|n?p?gettext(_lazy|_noop)?", _name(node.func))
        and (words := [one.value for one in node.args if _is_words(one)])
    }


def _in_templates():
    return {
        _key(name, *ast.literal_eval(f"({words},)"))
        for path in (ROOT / "templates").rglob("*.*")
        if path.suffix in (".html", ".svg", ".txt")
        for name, words in CALL.findall(templatize(path.read_text()))
    }


def _key(name, *words):
    return (words[0], words[1]) if "p" in name else (None, words[0])


def _name(called):
    return getattr(called, "id", getattr(called, "attr", ""))


def _is_words(argument):
    return isinstance(argument, ast.Constant) and isinstance(argument.value, str)
