"""The demonstration clinic: who loads its parts, and who may sign in to it."""

from . import access

PASSWORD = "demonstration-only"

PEOPLE = {
    "editor": (access.EDITOR, "Elena Marsh"),
    "reviewer": (access.MEDICAL_REVIEWER, "Ana Ruiz"),
    "frontdesk": (access.FRONT_DESK, "Rosa Delgado"),
    "nurse": (access.TRIAGE_NURSE, "Ben Achterberg"),
    "manager": (access.PRACTICE_MANAGER, "Grace Lindqvist"),
    "auditor": (access.AUDITOR, "Omar Haddad"),
}

PARTS = []


def register(part):
    """Add `part(at=…)` to what `manage.py demo` loads; apps call this in ready()."""
    PARTS.append(part)


def sign_ins():
    """Return [(role in words, user name, password)] of the demonstration's people."""
    return [
        (str(access.ROLE_WORDS[role]), name, PASSWORD)
        for name, (role, _words) in PEOPLE.items()
    ]
