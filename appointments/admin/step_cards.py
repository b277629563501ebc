"""The steps beside a request: the obvious one first, the others in small groups."""

from django.utils.translation import gettext as _

from appointments.steps import STEPS, is_with_another, names_for
from appointments.triage import ACT

from . import scenes

ABOUT_COLLEAGUES = {"note", "hand-over", "release", "link", "read-first", "read-later"}
ENDINGS = {"decline", "duplicate", "close"}


def form_of(name, row, user, *, at, data=None):
    """Return the form of the step `name`, judging by the person's rule at `at`."""
    return STEPS[name].form(data, name=name, scene=scenes.scene(row, user, at=at))


def context(row, user, *, at, refused):
    """Return the first step and the others; a refused one keeps what was typed."""
    if not user.has_perm(ACT):
        return {"may_act": False, "first_step": None, "step_groups": []}
    scene = scenes.scene(row, user, at=at)
    names, has_first = _names(row, user, scene, refused)
    made = [_card(name, scene, refused) for name in names]
    return {
        "may_act": True,
        "scene": scene,
        "first_step": made[0] if has_first else None,
        "step_groups": _grouped(made[has_first:]),
    }


def _names(row, user, scene, refused):
    answers = scenes.answers_of(row)
    may_break = scenes.may_break_glass(row, answers, scene.rule)
    names = names_for(row, user, may_break_glass=may_break)
    has_first = 0 if is_with_another(row, user) or not names else 1
    if refused and (refused["name"] in names or refused["form"].fields):
        return list(dict.fromkeys([refused["name"], *names])), 1
    return names, has_first


def _card(name, scene, refused):
    if refused and refused["name"] == name:
        return {"step": STEPS[name], "form": refused["form"]}
    return {"step": STEPS[name], "form": STEPS[name].form(name=name, scene=scene)}


def _grouped(cards):
    """Return the other steps in groups with a name, empty ones left out."""
    groups: dict[str, list] = {_("Go on"): [], _("Colleagues"): [], _("End it"): []}
    for card in cards:
        name = card["step"].name
        if name in ENDINGS:
            groups[_("End it")].append(card)
        elif name in ABOUT_COLLEAGUES:
            groups[_("Colleagues")].append(card)
        else:
            groups[_("Go on")].append(card)
    return [{"words": words, "steps": some} for words, some in groups.items() if some]
