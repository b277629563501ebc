"""A published body in two: the elements that hold signed values, and all the rest."""

from html.parser import HTMLParser

# Elements that do not end a line of running text.
INLINE = {"a", "strong", "em", "span", "b", "i", "small", "label"}
WITHOUT_END = {"br", "img", "input", "hr", "path", "rect", "circle", "use"}


class Body(HTMLParser):
    """`values` are (code, words) of each signed value; `rest` is what is typed."""

    def __init__(self, body):
        super().__init__()
        self.values = []
        self._said = []
        self._code, self._depth = None, 0
        self.feed(body)
        self.rest = "".join(self._said)

    def handle_starttag(self, tag, attributes):
        code = dict(attributes).get("data-instruction")
        if self._code is not None:
            self._depth += tag not in WITHOUT_END
        elif code:
            self._code, self._depth = code, 1
            self.values.append([code, ""])
        elif tag not in INLINE:
            self._said.append("\n")

    def handle_endtag(self, tag):
        if self._code is not None:
            self._depth -= 1
            if not self._depth:
                self._code = None
        elif tag not in INLINE:
            self._said.append("\n")

    def handle_data(self, data):
        if self._code is not None:
            self.values[-1][1] += data
        else:
            self._said.append(data)
