"""reissue_pages: lets live pages have what an upgrade has mended, a line a page."""

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import publishing


class Command(BaseCommand):
    help = gettext_lazy(
        "Render every live page anew and publish those that come out otherwise, with"
        " the words and values they have. Run it after an upgrade; a second run"
        " changes nothing. Prints a line a page."
    )

    def handle(self, *args, **options):
        renewed = publishing.render_anew(at=timezone.now())
        for one in renewed:
            self.stdout.write(
                _("%(language)s “%(title)s”: rendered anew.")
                % {"language": one.language, "title": one.title}
            )
        self.stdout.write(_("Pages rendered anew: %d.") % len(renewed))
