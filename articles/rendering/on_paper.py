"""Which sections of a page belong on paper, and what their lists leave to its top."""

from . import instructions, short_version

DONE = {"lines", "instructions", "instruction"}
CARDS = {"summary", "help"}
READ = {"text", "questions", "table"}
SEEK_HELP = "seek_help"


def wanted(content, values):
    """Return the sections that belong on paper; quoted instructions come by themselves.

    Pictures stay on the page, and so does what is only to be read.
    """
    styles = CARDS | {"warning"}
    kinds = DONE
    if not any(one["kind"] in DONE for one in content["sections"]):
        styles, kinds = styles | {"tip", "inset"}, READ
    return [
        one
        for one in _changed(content, values)
        if one["kind"] != "instruction"
        and (one["kind"] in kinds or one.get("style") in styles)
    ]


def _changed(content, values):
    """Return the sections as paper has them.

    What opens the short version stands in no list of this visit, unless there it has a
    box to tick. Every line of a plain list has one.
    """
    first = in_short_version(content, values)
    for section in short_version.gathered(content["sections"]):
        if "opening" in section:
            yield section | {"opening": _opening(section, first, content)}
        elif section["kind"] == "instructions" and section["style"] == "list":
            yield section | {"style": "checklist"}
        elif _is_of_this_visit(section, content) and section["style"] == "do_dont":
            yield section | {"without": first}
        else:
            yield section


def _opening(section, first, content):
    kept = [one for one in section["opening"] if one["code"] in first]
    if content.get("audience") == "companion":
        kept = [one | {"form": "companion"} for one in kept]
    return kept


def in_short_version(content, values):
    """Return the codes that open the short version on paper.

    When to get help is said in full below, and what has a box to tick is there.
    """
    ticked = {
        value.code
        for section in content["sections"]
        if _is_of_this_visit(section, content) and section["style"] != "do_dont"
        for value in instructions.signed(section, values)
    }
    return {
        value.code
        for section in short_version.gathered(content["sections"])
        for one in section.get("opening", [])
        for value in instructions.signed(one, values)
        if value.kind != SEEK_HELP and value.code not in ticked
    }


def _is_of_this_visit(section, content):
    return section["kind"] == "instructions" and not instructions.is_of_the_next_visit(
        section, content["stage"]
    )
