"""The admin's forms as a browser would send them: all fields, and what was changed."""

import re


def filled_in(response):
    """Return what a browser would send if the form of the page were saved as it is."""
    form = response.context["adminform"].form
    data = _values(form)
    for inline in response.context["inline_admin_formsets"]:
        data |= _values(inline.formset.management_form)
        for one in inline.formset.forms:
            data |= _values(one)
    return data


def _values(form):
    found = {}
    for field in form:
        if field.field.widget.needs_multipart_form:
            continue  # a browser sends no file that nobody chose
        value = field.value()
        said = field.field.widget.format_value(value) if field.name != "DELETE" else ""
        if said not in (None, ""):
            found[field.html_name] = said if isinstance(said, str) else said[0]
    return found


def save(client, url, **changes):
    """Open the form at `url`, change what is named, and send it."""
    page = client.get(url)
    return client.post(url, filled_in(page) | changes)


def problems_of(response):
    """Return the first thing that each refused field says."""
    page = response.content.decode()
    return re.findall(r'<ul class="errorlist[^>]*><li>(.*?)</li>', page)
