"""What readers said of a page, for those who write it: counts, and nobody's words."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import with_feedback

LOOK_BACK = timedelta(days=90)


def counted(articles):
    """Return `articles` with the answers of the last 90 days; see with_feedback."""
    return with_feedback(articles, since=timezone.localdate() - LOOK_BACK)


def in_words(article):
    """Return "12 yes · 3 no" of a counted article, or None where nobody answered."""
    if not article.helpful and not article.unhelpful:
        return None
    return _("%(helpful)d yes · %(unhelpful)d no") % {
        "helpful": article.helpful,
        "unhelpful": article.unhelpful,
    }
