"""The press: HTML from standard input, a tagged PDF/UA to standard output.

Run by clinic_site.paper in a process of its own; knows nothing of the site.
"""

import resource
import sys
from pathlib import Path

from PIL import ImageFile
from weasyprint import HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

# WeasyPrint lets cut-off pictures pass, for the whole process and whoever shares it.
ImageFile.LOAD_TRUNCATED_IMAGES = False

FONTS = Path(__file__).resolve().parent.parent / "static" / "fonts"
SCHEME = "font:"
MOST_MEMORY = 1024 * 1024 * 1024


class OnlyOurFonts(URLFetcher):
    """Reads font:NAME from our own folder; no network, no other file."""

    def fetch(self, url, headers=None):
        name = url.removeprefix(SCHEME)
        if not url.startswith(SCHEME) or name not in {p.name for p in FONTS.iterdir()}:
            raise ValueError("a sheet loads nothing but our fonts")
        kind = {"Content-Type": "font/woff2"}
        return URLFetcherResponse(url, (FONTS / name).read_bytes(), kind)


def printed(document):
    """Return the PDF/UA of a whole HTML document."""
    html = HTML(string=document, url_fetcher=OnlyOurFonts())
    return html.write_pdf(pdf_variant="pdf/ua-1")


def main():
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    sys.stdout.buffer.write(printed(sys.stdin.buffer.read().decode()))


if __name__ == "__main__":
    main()
