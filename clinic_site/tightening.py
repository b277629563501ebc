"""A stylesheet in fewer bytes that means the same. Pure.

People open an article on a slow phone: what does not fit into the first answer waits
for a second one. Sources keep their long names; only what browsers load is made small.
"""

import re
from collections import Counter
from itertools import count, islice, product
from string import ascii_lowercase

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
PROPERTY = re.compile(r"(?<![\w-])--[a-z][\w-]*")  # and no block--variant
SAID = re.compile(r"(?<=[{;])(--[\w-]+):([^;{}]*)(?:;|(?=}))")
USED = re.compile(r"var\((--[\w-]+)\)")
RAW = re.compile(r"#\w+")
ROOT = re.compile(r":root\{[^{}]*\}")
PALETTE = re.compile(r'\[data-palette="\w+"\]\{[^{}]*\}')


def tighten(css):
    """Return `css` without comments, needless space and zeros before a point."""
    css = re.sub(r"\s+", " ", COMMENT.sub("", css))
    css = re.sub(r" ?([{};,>]) ?", r"\1", css)
    css = re.sub(r"([{;(][\w-]+): ", r"\1:", css)
    css = re.sub(r"(?<![\w.])0(\.\d)", r"\1", css)
    return css.replace(";}", "}").strip()


def by_layer(css):
    """Return tight `css` with the rules of each layer in one block, in their order."""
    layers, outside = {}, []
    for head, body in _blocks(css):
        if head.startswith("@layer ") and body:
            layers.setdefault(head, []).append(body)
        else:
            outside.append(f"{head}{{{body}}}" if body else head)
    found = [f"{head}{{{''.join(bodies)}}}" for head, bodies in layers.items()]
    return "".join([*outside, *found])


def in_colours(css, colours):
    """Return tight `css` for one palette: `colours` ({token: "#rrggbb"}) as values.

    The raw tokens and the other palettes are left out: nothing refers to them any more.
    """
    values = {f"--{token}": colour for token, colour in colours.items()}
    return _written_out(PALETTE.sub("", css), values, _is_raw)


def with_constants(css):
    """Return tight `css` with what :root says once, and nobody else, written out.

    A value that rests on another property stays: it may mean another one further down.
    """
    root = ROOT.search(css)
    times = Counter(name for name, _value in SAID.findall(css))
    values = {
        name: value
        for name, value in SAID.findall(root[0] if root else "")
        if times[name] == 1 and "var(" not in value
    }
    return _written_out(css, values)


def _written_out(css, values, is_taken=lambda _value: True):
    """Return `css` with `values` ({property: value}) in place, and said nowhere."""

    def without(said):
        name, value = said.groups()
        return "" if name in values and is_taken(value) else said[0]

    css = USED.sub(lambda used: values.get(used[1], used[0]), SAID.sub(without, css))
    return css.replace(";}", "}")


def _is_raw(value):
    return RAW.fullmatch(value) is not None


def with_short_names(css):
    """Return `css` with custom properties named a, b, c …, the commonest shortest."""
    times = Counter(PROPERTY.findall(css))
    names = sorted(times, key=lambda name: (-times[name], name))
    short = dict(zip(names, islice(_names(), len(names)), strict=True))
    return PROPERTY.sub(lambda name: short[name[0]], css)


def _names():
    for length in count(1):
        for letters in product(ascii_lowercase, repeat=length):
            yield f"--{''.join(letters)}"


def _blocks(css):
    """Yield (head, body) of each top-level block; a statement has no body."""
    start = opened = depth = 0
    for at, sign in enumerate(css):
        depth += (sign == "{") - (sign == "}")
        if sign == "{" and depth == 1:
            opened = at
        elif sign == "}" and not depth:
            yield css[start:opened], css[opened + 1 : at]
            start = at + 1
        elif sign == ";" and not depth:
            yield css[start : at + 1], ""
            start = at + 1
