"""Our templates without the indentation that only people who write them need.

A page is made of thirty templates, so that without this every reader would load 200
bytes of empty lines. Taken out once, when a template is read.
"""

import re

from django.template.loaders import filesystem

INDENTATION = re.compile(r"\n\s+")
# A line that holds nothing but such tags leaves no line: what is included has its own.
SILENT = re.compile(
    r"(?m)^(?:{% (?:load|if|elif|else|endif|for|empty|endfor|with|endwith|block"
    r"|endblock|include)\b[^%]*%})+\n"
)
KEEPS_ITS_LINES = re.compile(r"<(?:pre|textarea)\b")


class Loader(filesystem.Loader):
    def get_contents(self, origin):
        source = super().get_contents(origin)
        return tight(source) if origin.template_name.endswith(".html") else source


def tight(source):
    """Return the HTML template `source` without indentation and lines of tags."""
    if KEEPS_ITS_LINES.search(source):
        return source
    return SILENT.sub(lambda line: line[0][:-1], INDENTATION.sub("\n", source))
