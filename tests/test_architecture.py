"""The house of the design as a test: who may import whom, and how big things grow."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ["articles", "appointments"]
FORBIDDEN = {"utils", "helpers", "services", "managers", "common", "core", "misc"}

# Imports go down or stay on a floor. A room that is not named here is pure: floor 0.
FLOORS = {
    "urls": 5,
    "views": 4,
    "status_views": 4,
    "admin": 4,
    "management": 4,
    "apps": 4,
    "checks": 4,
    "dashboard": 4,
    "desk": 4,
    "due_reviews": 4,
    "feeds": 4,
    "sitemaps": 4,
    "forms": 3,
    "steps": 3,
    "addresses": 2,
    "agreements": 2,
    "audit": 2,
    "calendars": 2,
    "calm_words": 2,
    "checking": 2,
    "checkpoints": 2,
    "closing": 2,
    "contacting": 2,
    "differences": 2,
    "digests": 2,
    "weekly_figures": 2,
    "duplicates": 2,
    "events": 2,
    "exports": 2,
    "first_day": 2,
    "freezing": 2,
    "handouts": 2,
    "holds": 2,
    "history": 2,
    "importing": 2,
    "intake": 2,
    "invented": 2,
    "link_check": 2,
    "limits": 2,
    "live": 2,
    "looks": 2,
    "machine_urls": 5,
    "openness": 0,
    "picture_library": 2,
    "plan_words": 2,
    "wayfinding": 2,
    "notices": 2,
    "overriding": 2,
    "publishing": 2,
    "readdressing": 2,
    "retention": 2,
    "rotation": 2,
    "reviewing": 2,
    "restoring": 2,
    "review_reminders": 2,
    "scheduling": 2,
    "search": 2,
    "shipped": 2,
    "signing": 2,
    "starter": 2,
    "timelines": 2,
    "triage": 2,
    "moves": 2,
    "notes": 2,
    "breaking_glass": 2,
    "searching": 2,
    "sending": 2,
    "replies": 2,
    "offering": 2,
    "pauses": 2,
    "by_patient": 2,
    "reminders": 2,
    "status": 2,
    "status_links": 2,
    "progress": 2,
    "promises": 2,
    "mailing": 2,
    "message_words": 1,
    "messages": 2,
    "where_used": 2,
    "withdrawing": 2,
    "models": 1,
    "queue": 1,
    "migrations": 1,
}
ASKS_THE_CLOCK = {"now", "today", "localdate", "localtime", "utcnow"}


def modules_of(folder):
    return [p for p in (ROOT / folder).rglob("*.py") if "migrations" not in p.parts]


def imported_modules(path):
    """Yield the dotted names that a module imports, relative ones made whole."""
    package = path.relative_to(ROOT).with_suffix("").parts
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level] if node.level else ()
            whole = ".".join([*base, *([node.module] if node.module else [])])
            yield from (f"{whole}.{alias.name}" for alias in node.names)


def room_of(path, app):
    return path.relative_to(ROOT / app).parts[0].removesuffix(".py")


@pytest.mark.parametrize("app", APPS)
def test_imports_only_go_downstairs(app):
    climbers = set()
    for path in modules_of(app):
        floor = FLOORS.get(room_of(path, app), 0)
        for name in imported_modules(path):
            head, _, tail = name.partition(".")
            room = tail.split(".")[0]
            if head == app and FLOORS.get(room, 0) > floor:
                climbers.add(f"{path.relative_to(ROOT)} imports {name}")

    assert climbers == set()


def test_the_apps_never_import_each_other():
    guests = {
        f"{path.relative_to(ROOT)} imports {name}"
        for app, other in [APPS, APPS[::-1]]
        for path in modules_of(app)
        for name in imported_modules(path)
        if name.partition(".")[0] == other
    }

    assert guests == set()


def test_the_building_knows_neither_app():
    guests = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules_of("clinic_site")
        for name in imported_modules(path)
        if name.partition(".")[0] in APPS
    }

    assert guests == set()


@pytest.mark.parametrize("app", APPS)
def test_only_the_top_floors_ask_the_clock(app):
    askers = set()
    for path in modules_of(app):
        if FLOORS.get(room_of(path, app), 0) >= 4:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                owner = getattr(node.func.value, "id", "")
                if node.func.attr in ASKS_THE_CLOCK and owner in {
                    "timezone",
                    "datetime",
                    "date",
                }:
                    askers.add(f"{path.relative_to(ROOT)}:{node.lineno}")

    assert askers == set()


def test_no_module_has_a_name_that_says_nothing():
    empty_names = {
        str(path.relative_to(ROOT))
        for folder in [*APPS, "clinic_site", "tests"]
        for path in modules_of(folder)
        if path.stem in FORBIDDEN
    }

    assert empty_names == set()


@pytest.mark.parametrize("folder", [*APPS, "clinic_site"])
def test_modules_and_functions_stay_small(folder):
    large = set()
    for path in modules_of(folder):
        text = path.read_text()
        if text.count("\n") > 300:
            large.add(f"{path.relative_to(ROOT)}: {text.count(chr(10))} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                length = node.end_lineno - node.lineno + 1
                if length > 40:
                    large.add(f"{path.relative_to(ROOT)} {node.name}: {length} lines")

    assert large == set()


def test_every_module_says_what_it_is_for():
    silent = {
        str(path.relative_to(ROOT))
        for folder in [*APPS, "clinic_site"]
        for path in modules_of(folder)
        if path.read_text().strip()
        and not ast.get_docstring(ast.parse(path.read_text()))
    }

    assert silent == set()


def test_no_logic_hides_in_save_or_in_signals():
    hidden = set()
    for app in APPS:
        for path in modules_of(app):
            tree = ast.parse(path.read_text())
            for node in ast.walk(tree):
                if isinstance(node, ast.FunctionDef) and node.name == "save":
                    hidden.add(f"{path.relative_to(ROOT)}: save()")
            hidden |= {
                f"{path.relative_to(ROOT)}: {name}"
                for name in imported_modules(path)
                if ".signals." in name
            }

    assert hidden == set()
