"""Which signed instructions stand inside the short version, above the editor's lines.

Many readers see that box only, and a number may not be typed into it. So whatever
signed instruction an editor puts directly below it, in few words, opens it.
"""

IN_FEW_WORDS = ("short", "companion")


def gathered(sections):
    """Return `sections` with each short version holding its instructions.

    They are its "opening", in their order, and stand among the sections no longer.
    """
    found: list[dict] = []
    for section in sections:
        if found and _is_short_version(found[-1]) and _is_in_few_words(section):
            opening = [*found[-1].get("opening", []), section]
            found[-1] = found[-1] | {"opening": opening}
        else:
            found.append(section)
    return found


def _is_short_version(section):
    return section["kind"] == "callout" and section["style"] == "summary"


def _is_in_few_words(section):
    return section["kind"] == "instruction" and section["form"] in IN_FEW_WORDS
