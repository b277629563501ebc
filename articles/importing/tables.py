"""Tables of web pages: which of them hold data, and their cells as plain words."""

from django.utils.translation import gettext as _

from .report import Report, Verdict

FEWEST_ROWS, FEWEST_COLUMNS = 2, 2
MOST_ROWS, MOST_COLUMNS = 60, 8  # larger ones no telephone shows
NOT_IN_A_CELL = {"table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"}


def holds_data(table) -> bool:
    """Whether a table compares things, and does not only place them on the page."""
    if table.get("role") in ("presentation", "none"):
        return False
    if any(one.tag in NOT_IN_A_CELL for one in table.iterdescendants()):
        return False
    widths = [len(_cells(row)) for row in _rows(table)]
    is_small = len(widths) <= MOST_ROWS and max(widths, default=0) <= MOST_COLUMNS
    wide = sum(width >= FEWEST_COLUMNS for width in widths)
    return is_small and len(widths) >= FEWEST_ROWS and wide * 2 > len(widths)


def rows_of(table, report: Report) -> list[list[str]]:
    """Return the cells as plain words; what a cell cannot keep is named."""
    rows = [_cells(row) for row in _rows(table)]
    width = max(map(_width, rows))
    found = [_spread(row, width) for row in rows if row]
    first = " | ".join(found[0])
    if not any(cell.tag == "th" for cell in rows[0]):
        reason = _("the first row of a table, taken for its headings")
        report.note(Verdict.DOUBTFUL, reason, first)
    if any(_span(cell) > 1 or cell.get("rowspan", "1") > "1" for cell in sum(rows, [])):
        report.note(Verdict.DOUBTFUL, _("a table with joined cells"), first)
    for link in table.iterfind(".//a"):
        if link.get("href"):
            report.note(Verdict.LEFT_OUT, _("link in a table"), link.get("href"))
    return found


def _rows(table):
    return [row for row in table.iter("tr") if _cells(row)]


def _cells(row):
    return [cell for cell in row if cell.tag in ("td", "th")]


def _span(cell):
    span = cell.get("colspan", "1")
    return min(int(span), MOST_COLUMNS) if span.isdecimal() and span != "0" else 1


def _width(row):
    return min(sum(map(_span, row)), MOST_COLUMNS)


def _spread(row, width):
    """Return the row's words in `width` cells; joined cells leave empty ones."""
    words = []
    for cell in row:
        words += [_words(cell), *[""] * (_span(cell) - 1)]
    return (words + [""] * width)[:width]


def _words(cell):
    """Return a cell's words; the bar parts cells where tables are typed here."""
    for brk in cell.iter("br"):
        brk.tail = " " + (brk.tail or "")
    return " ".join("".join(cell.itertext()).replace("|", "/").split())
