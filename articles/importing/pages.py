"""A web page, a Word file or a WordPress post → an article, and a report."""

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from articles import prose

from . import arranging, furniture, guesses, main_part, shortcodes, washing
from .blocks import Reader
from .decoding import Empty
from .imported import LONGEST_SUMMARY, LONGEST_TITLE, Imported, Piece
from .lines import Line
from .report import Place, Report, Verdict

MARKED_UP = ("<p", "<!-- wp:")  # WordPress put tags around the paragraphs itself


def article_of(piece: Piece) -> Imported:
    """Read `piece` as an article. Raises Empty or TooDeep."""
    report = Report(place=Place.PART)
    for reason, words in piece.dropped:
        report.note(Verdict.LEFT_OUT, _(reason), words)
    blocks, facts = _read(piece, report)
    title = _title(piece, facts, blocks, report)
    blocks, found = _without_furniture(blocks, report)
    if not blocks:
        raise Empty
    sections = arranging.sections_of(arranging.with_headings(blocks, report), report)
    text = f"{facts.summary} " + " ".join(map(prose.words, sections))
    updated_on = main_part.day_of(piece.updated_on) or found.updated_on
    return Imported(
        title=title,
        sections=sections,
        byline=piece.author or facts.author or found.byline,
        updated_on=updated_on or facts.updated_on,
        treatment=piece.treatment or guesses.treatment(title, text, report),
        stage=piece.stage or guesses.stage(title, report),
        source_sha256=piece.digest(),
        report=report,
        key=f"page:{facts.home}{facts.path}" if facts.path else piece.key,
        summary=_summary(piece.summary or facts.summary, report),
        slug=piece.slug,
        paths=tuple(piece.paths) or ((facts.path,) if facts.path else ()),
        makes_clinician=False,
    )


def _read(piece, report):
    if piece.format == "page":
        return _read_page(piece, report)
    words = piece.words
    if piece.format == "wordpress":
        words = shortcodes.taken_out(words, report)
    tree = washing.tree_of(f"<body>{words}</body>")
    washing.wash(tree, report)
    typed = piece.format == "wordpress" and not any(
        mark in piece.words for mark in MARKED_UP
    )
    reader = Reader(report, home=piece.home, keeps_lines=typed)
    return reader.read(tree), main_part.Facts()


def _read_page(piece, report):
    tree = washing.tree_of(piece.words)
    facts = main_part.facts_of(tree)
    washing.wash(tree, report)
    reader = Reader(report, home=facts.home)
    return reader.read(main_part.main_of(tree, report)), facts


def _title(piece, facts, blocks, report):
    """Return the title, and take the heading that only repeats it out of `blocks`."""
    first = next((one for one in blocks if one.level == 1), None)
    title = piece.title or (first.words if first else "") or facts.title
    if first and (not piece.title or first.words.casefold() == title.casefold()):
        blocks.remove(first)
    if not title and blocks:
        title = blocks[0].words or blocks[0].title
        doubt = _("no title found, the first words stand in")
        report.add_on_whole(Verdict.DOUBTFUL, doubt, title)
        if blocks[0].kind == "heading":
            blocks.pop(0)
    if len(title) > LONGEST_TITLE:
        report.add_on_whole(Verdict.DOUBTFUL, _("the title was too long"), title)
    return Truncator(title).chars(LONGEST_TITLE)


def _without_furniture(blocks, report):
    """Take out what web pages put around an article, where it came along."""
    lines = [
        Line(one.number, one.words if one.kind in ("p", "heading") else "")
        for one in blocks
    ]
    kept, found = furniture.taken_off(lines, report)
    stays = zip(blocks, lines, kept, strict=True)
    blocks = [block for block, line, left in stays if left.words == line.words]
    return blocks, found


def _summary(said, report):
    words = " ".join(prose.plain(said).split())
    if words:
        report.add_on_whole(Verdict.TAKEN, _("summary"), words)
    if len(words) > LONGEST_SUMMARY:
        report.add_on_whole(Verdict.DOUBTFUL, _("the summary was too long"), words)
    return Truncator(words).chars(LONGEST_SUMMARY)
