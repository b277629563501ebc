"""Every component in every state on one page, for those who build: demonstration only.

The words of a component are its docstring; its states are content/styleguide/*.toml.
"""

import inspect
import re
import tomllib
from dataclasses import replace
from itertools import groupby

from django import forms
from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.template import engines
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from . import page_frame, palettes, shell
from .components import drawings
from .templatetags.components import PARTS
from .unlisted import unlisted

FOLDER = settings.BASE_DIR / "content" / "styleguide"
# They stand around every page: a second one would be a second landmark.
AROUND_THE_PAGE = {"skip_link", "crisis_strip", "site_header", "site_footer"}
LIST_OF = {"journey_stage": '<ol class="journey">{}</ol>'}
POINTS = re.compile(r'\b(id|for|aria-\w+by|popovertarget)="([^"]+)"')
TAKES_OVER = re.compile(r' (?:autofocus|role="alert")')


@require_safe
@unlisted
def page(request):
    """All of it, in the language of the address; ?palette=moss shows another one."""
    current = shell.current()
    if not (settings.DEMO or current.is_demo):
        raise Http404
    if (palette := request.GET.get("palette")) in palettes.Palette.values:
        current = replace(current, palette=palette)
    around = page_frame.context(request, current) | {"request": request}
    written = read(get_language())
    shown = example_forms(written["fields"])
    summary = {"name": "error_summary", "props": {"form": shown["mistaken"]}}
    context = {
        "shell": current,
        "parts": list(parts(written["part"], around)),
        "icons": list(drawings.ICONS),
        "drawings": sorted(drawings.DRAWINGS),
        "palettes": [(value, palettes.swatch(value)) for value in palettes.Palette],
        "forms": shown,
        "error_summary": drawn(summary, around, len(written["part"])),
        "words_of_summary": words_of("error_summary"),
    }
    return render(request, "styleguide.html", context)


def read(language):
    """Return the states written in `language`, or else those in English."""
    path = FOLDER / f"{language}.toml"
    path = path if path.exists() else FOLDER / "en.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def parts(written, around):
    """Yield {name, words, states: [{state, html}]} of each component."""
    numbered = list(enumerate(written))
    for name, states in groupby(numbered, key=lambda one: one[1]["name"]):
        yield {
            "name": name,
            "words": words_of(name),
            "states": [
                {"state": one["state"], "html": drawn(one, around, number)}
                for number, one in states
            ],
        }


def words_of(name):
    """Return what the component says of itself in its docstring."""
    for part in PARTS:
        if component := vars(part).get(name):
            return inspect.getdoc(component)
    raise LookupError(f"There is no component {name!r}")


def drawn(one, around, number):
    """Return one state as HTML; its ids end in `number`, so that none repeats."""
    if one["name"] in AROUND_THE_PAGE:
        return ""
    props = one.get("props", {})
    given = "".join(f" {prop}=props.{prop}" for prop in props)
    source = f"{{% {one['name']}{given} %}}"
    if "block" in one:
        source += f"{one['block']}{{% end{one['name']} %}}"
    context = around | one.get("context", {}) | {"props": props}
    context["shell"] = replace(around["shell"], **one.get("shell", {}))
    html = engines["django"].from_string(source).render(context)
    html = LIST_OF.get(one["name"], "{}").format(html)
    return mark_safe(with_own_ids(html, number))


def with_own_ids(html, number):
    """Return `html` whose ids, and names of landmarks, are none of another state's."""

    def own(found):
        ids = " ".join(f"{one}-{number}" for one in found[2].split())
        return f'{found[1]}="{ids}"'

    html = html.replace('aria-label="', f'aria-label="{number}: ')
    return TAKES_OVER.sub("", POINTS.sub(own, html))


def example_forms(words):
    """Return a form of every kind of field, empty and with a mistake in each."""

    class Example(forms.Form):
        name = forms.CharField(label=words["name"], help_text=words["name_hint"])
        note = forms.CharField(
            label=words["note"], required=False, widget=forms.Textarea({"rows": 3})
        )
        day = forms.DateField(
            label=words["day"], required=False, widget=forms.DateInput({"type": "date"})
        )
        language = forms.ChoiceField(
            label=words["language"], choices=[(one, one) for one in words["languages"]]
        )
        reach = forms.MultipleChoiceField(
            label=words["reach"],
            choices=[(one, one) for one in words["ways"]],
            widget=forms.CheckboxSelectMultiple,
        )
        message = forms.ChoiceField(
            label=words["message"],
            choices=[(one, one) for one in words["yes_no"]],
            widget=forms.RadioSelect,
        )
        read = forms.BooleanField(label=words["read"])

        use_required_attribute = False

    mistaken = Example({}, prefix="mistaken")
    mistaken.errors.clear()
    for name in mistaken.fields:
        mistaken.add_error(name, words["mistake"])
    return {"empty": Example(), "mistaken": mistaken}
