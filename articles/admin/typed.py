"""What a posted article form says, also against rows that have changed meanwhile."""

from articles import freezing
from articles.models import SECTION_MODELS, Source


def content(admin, request, article):
    """Return `article` as frozen content with the words of the posted form.

    What cannot be understood keeps its saved value; nothing is stored. `article` is
    changed in memory.
    """
    frozen = freezing.freeze(article)
    form = admin.get_form(request, article, change=True)(request.POST, instance=article)
    form.is_valid()
    rows = _rows(admin.formsets_of(request, article))
    sections = [one for one in rows if isinstance(one, tuple(SECTION_MODELS))]
    sections.sort(key=lambda one: one.ordering or 0)
    sources = [one for one in rows if isinstance(one, Source)]
    sources.sort(key=lambda one: one.position)
    return frozen | {
        "title": article.title,
        "summary": article.summary,
        "sections": [freezing.frozen_section(one) for one in sections],
        "sources": [
            {"title": one.title, "url": one.url, "note": one.note} for one in sources
        ],
    }


def _rows(formsets):
    return [
        one.instance
        for formset in formsets
        for one in formset.forms
        if one.is_valid()
        and one.has_changed() | bool(one.instance.pk)
        and not one.cleaned_data.get("DELETE")
    ]


def fitted(data, formsets):
    """Return posted `data` for the rows of now, not those of when the form was opened.

    A row that somebody took out meanwhile is added anew by whoever still has it, and
    one that somebody added meanwhile stands in the form too.
    """
    data = data.copy()
    for formset in formsets:
        _fit(data, formset)
    return data


def _fit(data, formset):
    rows = {str(row.pk): row for row in formset.get_queryset()}
    forms = _taken_out_of(data, formset.prefix)
    kept = [one for one in forms if one.get("id", [""])[0] in rows]
    known = {one["id"][0] for one in kept}
    others = [_posted(formset, row) for pk, row in rows.items() if pk not in known]
    new = [one | {"id": [""]} for one in forms if one not in kept]
    forms = kept + others + [one for one in new if "DELETE" not in one]
    for number, one in enumerate(forms):
        for name, values in one.items():
            data.setlist(f"{formset.prefix}-{number}-{name}", values)
    data[f"{formset.prefix}-INITIAL_FORMS"] = str(len(kept + others))
    data[f"{formset.prefix}-TOTAL_FORMS"] = str(len(forms))


def _taken_out_of(data, prefix):
    """Remove the posted forms of one formset from `data`; return them in order."""
    forms: dict[int, dict[str, list[str]]] = {}
    for key in list(data):
        number, _dash, name = key.removeprefix(f"{prefix}-").partition("-")
        if key.startswith(f"{prefix}-") and name and number.isdecimal():
            forms.setdefault(int(number), {})[name] = data.pop(key)
    return [forms[number] for number in sorted(forms)]


def _posted(formset, row):
    """Return what a browser would post for a saved `row` that nobody touched."""
    form = formset.form(instance=row)
    shown = {
        name: field.prepare_value(form.initial.get(name))
        for name, field in form.fields.items()
    }
    given = shown | {"id": row.pk, formset.fk.name: getattr(row, formset.fk.attname)}
    return {
        name: [str(value)]
        for name, value in given.items()
        if value not in (None, "", False)
    }
