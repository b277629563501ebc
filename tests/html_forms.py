"""The forms of a page as a browser without script would send them."""

from html.parser import HTMLParser


class _Forms(HTMLParser):
    def __init__(self):
        super().__init__()
        self.forms = []
        self.select = None
        self.textarea = None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self.forms.append({"method": attrs.get("method", "get"), "fields": []})
        elif tag == "input":
            self._input(attrs)
        elif tag == "select":
            self.select = attrs["name"]
        elif tag == "option" and "selected" in attrs:
            self._add(self.select, attrs["value"])
        elif tag == "textarea":
            self.textarea = attrs["name"], ""

    def handle_data(self, data):
        if self.textarea:
            name, text = self.textarea
            self.textarea = name, text + data

    def handle_endtag(self, tag):
        if tag == "textarea":
            name, text = self.textarea
            self._add(name, text.removeprefix("\n"))
            self.textarea = None

    def _input(self, attrs):
        is_box = attrs.get("type") in ("radio", "checkbox")
        if attrs.get("name") and (not is_box or "checked" in attrs):
            self._add(attrs["name"], attrs.get("value", "on" if is_box else ""))

    def _add(self, name, value):
        self.forms[-1]["fields"].append((name, value))


def first_post_form(response):
    """Return what the first POST form of a page sends: {name: [values]}."""
    return _sent(_post_forms(response)[0])


def last_post_form(response):
    """Return what the last POST form of a page sends: {name: [values]}."""
    return _sent(_post_forms(response)[-1])


def _post_forms(response):
    parser = _Forms()
    parser.feed(response.content.decode())
    return [form for form in parser.forms if form["method"].lower() == "post"]


def _sent(form):
    sent = {}
    for name, value in form["fields"]:
        sent.setdefault(name, []).append(value)
    return sent
