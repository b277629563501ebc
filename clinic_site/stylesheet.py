"""One stylesheet a page for the browser, out of one source file a component.

Each of SHEETS imports source files, or another sheet and what its kind of page adds.
While the site is being worked on, browsers follow these imports and show changes at
once; collectstatic puts each sheet into one file and lets the hash be taken from that.
Why there are several: docs/decisions/0007-a-stylesheet-a-kind-of-page.md.
"""

import re

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

FOLDER = "css"
SHEETS = ("site.css", "places.css", "asking.css", "styleguide.css")
IMPORT = re.compile(r'@import url\("(.+?)"\);')
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


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

    return tighten(whole(name))


def tighten(css):
    """Return `css` without comments, needless space and zeros before a point."""
    css = re.sub(r"\s+", " ", COMMENT.sub("", css))
    css = re.sub(r" ?([{};,>]) ?", r"\1", css)
    css = re.sub(r"([{;][\w-]+): ", r"\1:", css)
    css = re.sub(r"(?<![\w.])0(\.\d)", r"\1", css)
    return css.replace(";}", "}").strip()


class OneStylesheetStorage(CompressedManifestStaticFilesStorage):
    """Collects static files as WhiteNoise does, with each sheet put together."""

    def post_process(self, paths, dry_run=False, **options):
        if f"{FOLDER}/{SHEETS[0]}" in paths and not dry_run:
            paths = self._with_whole_sheets(paths)
        yield from super().post_process(paths, dry_run=dry_run, **options)

    def _with_whole_sheets(self, paths):
        def read(address):
            storage, path = paths[f"{FOLDER}/{address}"]
            with storage.open(path) as source:
                return source.read().decode()

        sheets = {name: bundle(name, read=read) for name in SHEETS}
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
