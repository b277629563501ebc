"""A stylesheet in fewer bytes that means the same. Pure.

People open an article on a slow phone: what does not fit into the first answer waits
for a second one. Sources keep their long names; only what browsers load is made small.
"""

import re
from itertools import count, islice, product
from string import ascii_lowercase

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
PROPERTY = re.compile(r"(?<![\w-])--[a-z][\w-]*")  # and no block--variant
RAW = re.compile(r"--([\w-]+):#\w+[;}]")
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
    css = PALETTE.sub("", css)
    for token, colour in colours.items():
        css = css.replace(f"var(--{token})", colour)
        css = re.sub(rf"(?<=[{{;])--{token}:#\w+(;|(?=}}))", "", css)
    return css.replace(";}", "}")


def with_constants(css):
    """Return tight `css` with what :root says once, and nobody else, written out.

    A value that rests on another property stays: it may mean another one further down.
    """
    root = ROOT.search(css)
    for name, value in re.findall(r"(--[\w-]+):([^;{}]*)", root[0] if root else ""):
        said = re.compile(rf"(?<=[{{;]){name}:[^;{{}}]*(?:;|(?=}}))")
        if len(said.findall(css)) == 1 and "var(" not in value:
            css = said.sub("", css).replace(f"var({name})", value)
    return css.replace(";}", "}")


def with_short_names(css):
    """Return `css` with custom properties named a, b, c …, the commonest shortest."""
    found = PROPERTY.findall(css)
    names = sorted(set(found), key=lambda name: (-found.count(name), name))
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
