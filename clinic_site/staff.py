"""How the desk names the people who work there; pure."""


def name_of(person) -> str:
    """Return a person's name, or the login of somebody who gave none."""
    return person.get_full_name() or person.get_username()
