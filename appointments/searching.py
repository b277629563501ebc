"""Finding a request by what a caller says: reference, telephone, e-mail or name.

What is typed is turned into a range of references and blind indexes at once; only
those are kept, for the length of a look at the list, and nothing that was typed.
"""

from django.db.models import Q

from . import blind_indexes, references, telephone

FIRST, LAST = references.ALPHABET[0], references.ALPHABET[-1]
LONGEST = references.RANDOM_SYMBOLS + 1
NOTHING = Q(pk=None)


def sought(typed: str) -> dict[str, list[str]]:
    """Return by what to look, as {"reference" | "phone" | "email" | "name": values}."""
    typed = typed.strip()
    found = {
        "reference": _references(typed),
        "phone": blind_indexes.any_of("phone", _number(typed)),
        "email": blind_indexes.any_of("email", typed) if "@" in typed else [],
        "name": blind_indexes.any_of("name", typed) if _may_be_name(typed) else [],
    }
    return {way: values for way, values in found.items() if values}


def condition(sought: dict[str, list[str]]) -> Q:
    """Return the condition of what `sought` returned; every part has its index."""
    wanted = Q()
    for way, values in sought.items():
        if way == "reference":
            wanted |= Q(reference__range=values)
        else:
            wanted |= Q(**{f"{way}_index__in": values})
    return wanted or NOTHING


def _references(typed):
    """Return the first and the last reference that begin so; none if none can.

    A range and no pattern, because every database reads a range from its index.
    """
    letters = references.tidy(typed).replace("-", "")
    if not letters or len(letters) > LONGEST or set(letters) - set(references.ALPHABET):
        return []
    ends = (letters.ljust(LONGEST, one) for one in (FIRST, LAST))
    return [references.tidy(end) for end in ends]


def _number(typed):
    try:
        return telephone.e164(typed)
    except telephone.NotANumber:
        return ""


def _may_be_name(typed):
    return "@" not in typed and any(one.isalpha() for one in typed)
