"""An address as a QR code for a page: black on white, whatever the colours."""

import segno
from django.utils.safestring import mark_safe


def svg(address):
    """Return the QR code of `address` as inline SVG, with its white margin."""
    code = segno.make(address, error="m", micro=False)
    drawn = code.svg_inline(border=4, omitsize=True, light="#fff", svgclass="qr")
    return mark_safe(drawn.replace("<svg ", '<svg aria-hidden="true" ', 1))
