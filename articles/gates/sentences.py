"""Where sentences begin and end: a gate names the sentence, not the whole page."""

import re

# A dot inside a number or an address ends nothing; the end of a line always does.
END = re.compile(r"(?<![.!?])[.!?]+[”’\"')\]]*(?=\s|$)|\n")


def spans(text):
    """Yield (start, end) of each sentence of `text`, without the space around it."""
    start = 0
    for end in [*(found.end() for found in END.finditer(text)), len(text)]:
        words = text[start:end]
        if words.strip():
            left = len(words) - len(words.lstrip())
            yield start + left, start + len(words.rstrip())
        start = end
