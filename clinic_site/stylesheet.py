"""One stylesheet a page for the browser, out of one source file a component.

Each of SHEETS imports source files, or another sheet and what its kind of page adds.
While the site is being worked on, browsers follow these imports and show changes at
once; collectstatic puts each sheet into one file for each palette, and lets the hash be
taken from that.
Why there are several: docs/decisions/0007-a-stylesheet-a-kind-of-page.md.
"""

import re

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

from . import palettes, shell
from .tightening import (
    by_layer,
    in_colours,
    tighten,
    with_constants,
    with_short_names,
)

FOLDER = "css"
SHEETS = (
    "site.css", "places.css", "asking.css", "plan.css", "search.css", "calm.css",
    "handout.css", "styleguide.css",
)  # fmt: skip
# The style guide shows all palettes side by side.
IN_OWN_COLOURS = SHEETS[:-1]
IMPORT = re.compile(r'@import url\("(.+?)"\);')


def imported(sheet):
    """Return the addresses that `sheet` imports, in order, as it writes them."""
    return IMPORT.findall(sheet)


def bundle(name, *, read):
    """Return the sheet `name` as one text; `read(address)` returns a file's own.

    A file that is imported more than once stands where it came first.
    """
    seen = set()

    def whole(address):
        if address in seen:
            return ""
        seen.add(address)
        return IMPORT.sub(lambda found: whole(found[1]), read(address))

    return by_layer(tighten(whole(name)))


def variant(name, palette):
    """Return the name of the sheet `name` in the colours of `palette`."""
    return f"{name.removesuffix('.css')}-{palette}.css"


def in_every_palette(sheets):
    """Yield (name, css) of each sheet as it is, and in the colours of each palette."""
    for name, css in sheets.items():
        yield name, with_short_names(with_constants(css))
        for palette in palettes.Palette.values:
            own = in_colours(css, palettes.colours(palette))
            yield variant(name, palette), with_short_names(with_constants(own))


class OneStylesheetStorage(CompressedManifestStaticFilesStorage):
    """Collects static files as WhiteNoise does, with each sheet put together."""

    def url(self, name, force=False):
        """Return where `name` is; a sheet's is the one in the clinic's own colours."""
        if name in {f"{FOLDER}/{one}" for one in IN_OWN_COLOURS}:
            name = variant(name, shell.last_good().palette)
        return super().url(name, force)

    def post_process(self, paths, dry_run=False, **options):
        if f"{FOLDER}/{SHEETS[0]}" in paths and not dry_run:
            paths = self._with_whole_sheets(paths)
        yield from super().post_process(paths, dry_run=dry_run, **options)

    def _with_whole_sheets(self, paths):
        def read(address):
            storage, path = paths[f"{FOLDER}/{address}"]
            with storage.open(path) as source:
                return source.read().decode()

        sheets = dict(in_every_palette({n: bundle(n, read=read) for n in SHEETS}))
        sources = {address for name in SHEETS for address in imported(read(name))}
        kept = {
            name: at
            for name, at in paths.items()
            if name.removeprefix(f"{FOLDER}/") not in sources
        }
        for name, whole in sheets.items():
            self.delete(f"{FOLDER}/{name}")
            self.save(f"{FOLDER}/{name}", ContentFile(whole.encode()))
            kept[f"{FOLDER}/{name}"] = (self, f"{FOLDER}/{name}")
        return kept
