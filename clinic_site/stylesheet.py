"""One stylesheet for the browser, out of one source file a component.

`static/css/site.css` imports the source files in the order of the layers. While the
site is being worked on, browsers follow these imports and show changes at once;
collectstatic puts everything into the one file and lets the hash be taken from that.
"""

import re

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

SHEET = "css/site.css"
IMPORT = re.compile(r'@import url\("(.+?)"\);')
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def imported(sheet):
    """Return the addresses that `sheet` imports, in order, as it writes them."""
    return IMPORT.findall(sheet)


def bundle(sheet, *, read):
    """Return `sheet` with each import replaced by what `read(address)` returns."""
    return tighten(IMPORT.sub(lambda found: read(found[1]), sheet))


def tighten(css):
    """Return `css` without comments and needless space."""
    css = re.sub(r"\s+", " ", COMMENT.sub("", css))
    css = re.sub(r" ?([{};,]) ?", r"\1", css)
    css = re.sub(r"([{;][a-z-]+): ", r"\1:", css)
    return css.replace(";}", "}").strip()


class OneStylesheetStorage(CompressedManifestStaticFilesStorage):
    """Collects static files as WhiteNoise does, with the stylesheet put together."""

    def post_process(self, paths, dry_run=False, **options):
        if SHEET in paths and not dry_run:
            paths = self._with_one_stylesheet(paths)
        yield from super().post_process(paths, dry_run=dry_run, **options)

    def _with_one_stylesheet(self, paths):
        storage, path = paths[SHEET]
        sheet = _text(storage, path)
        sources = {address: f"css/{address}" for address in imported(sheet)}

        def read(address):
            return _text(*paths[sources[address]])

        bundled = bundle(sheet, read=read)
        self.delete(SHEET)
        self.save(SHEET, ContentFile(bundled.encode()))
        kept = {name: at for name, at in paths.items() if name not in sources.values()}
        return kept | {SHEET: (self, SHEET)}


def _text(storage, path):
    with storage.open(path) as source:
        return source.read().decode()
