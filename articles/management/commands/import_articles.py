"""import_articles FILE…: turns plain texts into working copies and says what it did."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import importing


class Command(BaseCommand):
    help = gettext_lazy(
        "Turn plain text files into working copies. A file that was imported before"
        " changes nothing; a file that is refused does not stop the others."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument(
            "--language",
            default="en",
            choices=[code for code, _name in settings.LANGUAGES],
            help=_("the language that the texts are written in"),
        )

    def handle(self, *, files, language, **options):
        refused = 0
        for name in files:
            try:
                self._import(name, language)
            except importing.Refused as why:
                refused += 1
                self.stderr.write(_printable(f"{name}: {why}"))
        if refused:
            raise CommandError(
                _("%(refused)d of %(files)d files were not imported.")
                % {"refused": refused, "files": len(files)}
            )

    def _import(self, name, language):
        imported = importing.parse(importing.read(name))
        article, is_new = importing.store(imported, language=language)
        about = {"file": _printable(name), "title": article.title}
        if not is_new:
            self.stdout.write(_("%(file)s: already here as “%(title)s”.") % about)
            return
        self.stdout.write(_("%(file)s: new working copy “%(title)s”.") % about)
        self.stdout.write("  " + _elements(imported))
        for remark in imported.report:
            self.stdout.write(f"  {remark}")


def _elements(imported):
    elements = imported.elements
    return _(
        "Headings: %(h2)d, below them: %(h3)d, paragraphs: %(p)d,"
        " lists: %(lists)d, callouts: %(callout)d."
    ) % (
        {name: elements[name] for name in ("h2", "h3", "p", "callout")}
        | {"lists": elements["ol"] + elements["ul"]}
    )


def _printable(words):
    """File names may hold bytes that are no text."""
    return words.encode(errors="backslashreplace").decode()
