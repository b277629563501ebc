"""import_articles FILE…: turns files into working copies and says what it did."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import importing
from articles.importing import runs, subjects
from articles.importing.report import Remark
from articles.models import Outcome

PAGES = {".html", ".htm"}
WHOLE = 3600.0  # seconds in which one step has room for any import
SAID = {
    Outcome.MADE: gettext_lazy("%(file)s: new working copy “%(title)s”."),
    Outcome.SAME: gettext_lazy("%(file)s: already here as “%(title)s”."),
    Outcome.CHANGED: gettext_lazy(
        "%(file)s: other words than at the first import; “%(title)s” stays as it is."
    ),
    Outcome.SKIPPED: gettext_lazy("%(file)s: “%(title)s” not brought in. %(why)s"),
    Outcome.REFUSED: gettext_lazy("%(file)s: “%(title)s” could not be read. %(why)s"),
    Outcome.STOPPED: gettext_lazy("%(file)s: “%(title)s” was stopped."),
}


class Command(BaseCommand):
    help = gettext_lazy(
        "Turn plain text, web pages, Word files (.docx) and WordPress exports into"
        " working copies. What was imported before changes nothing; a file that is"
        " refused does not stop the others; a command that was ended goes on when it"
        " is given again."
    )

    def add_arguments(self, parser):
        files = _("a file, or a folder of web pages")
        parser.add_argument("files", nargs="+", metavar="FILE", help=files)
        parser.add_argument(
            "--language",
            default="en",
            choices=[code for code, _name in settings.LANGUAGES],
            help=_("the language that the texts are written in"),
        )
        parser.add_argument(
            "--categories",
            metavar="FILE",
            help=_("what WordPress categories mean, as JSON; see docs/importing.md"),
        )

    def handle(self, *, files, language, categories=None, **options):
        self.refused = self.tried = 0
        self.language = language
        self.table = _table(categories)
        for name in files:
            self._import(name)
        if self.refused:
            raise CommandError(
                _("%(refused)d of %(files)d files were not imported.")
                % {"refused": self.refused, "files": self.tried}
            )

    def _import(self, name):
        taken = []
        for path in _paths(name):
            self.tried += 1
            try:
                taken.append((str(path), importing.read(path)))
            except importing.Refused as why:
                self._refuse(path, why)
        run = self._begun(taken)
        if run is None:
            return
        runs.go_on(run, at=timezone.now(), seconds=WHOLE)
        for item in run.items.select_related("article").iterator(chunk_size=100):
            self._tell(name, item)
        for reason, words in run.left:
            self.stdout.write(f"  {_(reason)}: {words}")

    def _begun(self, files):
        """Return the import of those files that can be read, None without any."""
        if not files:
            return None
        try:
            return runs.begin(
                files, at=timezone.now(), language=self.language, table=self.table
            )
        except runs.NoneTaken as found:
            [refused] = found.args
        for name, why in refused.items():
            self._refuse(name, why)
        return self._begun([one for one in files if one[0] not in refused])

    def _refuse(self, name, why):
        self.refused += 1
        self.stderr.write(_printable(f"{name}: {why}"))

    def _tell(self, name, item):
        title = item.article.title if item.article else item.title
        why = _(item.why) if item.why else ""
        about = {"file": _printable(name), "title": title, "why": why}
        self.stdout.write(str(SAID[Outcome(item.outcome)]) % about)
        if item.outcome != Outcome.MADE:
            return
        self.stdout.write("  " + _elements(item.elements))
        for row in item.remarks:
            self.stdout.write(f"  {Remark.from_row(row)}")


def _table(name):
    """Return what the categories mean; what the file leaves out is guessed."""
    if name is None:
        return {}
    try:
        source = importing.read(name).decode()
        return subjects.table_from(source)
    except (importing.Refused, UnicodeDecodeError) as why:
        raise CommandError(f"{name}: {why}") from why


def _paths(name):
    """Return the web pages in a folder, or the file itself."""
    folder = Path(name)
    if "\x00" in str(name) or not folder.is_dir():
        return [name]
    return sorted(one for one in folder.rglob("*") if one.suffix.lower() in PAGES) or [
        name
    ]


def _elements(elements):
    counts = {name: elements.get(name, 0) for name in ("h2", "h3", "p", "callout")}
    lists = sum(elements.get(name, 0) for name in ("ol", "ul", "lines"))
    return _(
        "Headings: %(h2)d, below them: %(h3)d, paragraphs: %(p)d,"
        " lists: %(lists)d, callouts: %(callout)d."
    ) % (counts | {"lists": lists})


def _printable(words):
    """File names may hold bytes that are no text."""
    return str(words).encode(errors="backslashreplace").decode()
