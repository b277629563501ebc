"""A real clinic's start: the pages as working copies, the instructions unsigned.

Nobody of the clinic wrote these words, so nobody is their author, and every clinician
may review them. Run again after an upgrade, it brings what is new and never touches
what the clinic has changed.
"""

from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from articles import shipped
from articles.models import Article, StarterPage

from .comparing import words_of
from .pages import read
from .storing import files, named, rewrite, store

PAGES = settings.BASE_DIR / "content" / "articles"


def bring_instructions(*, at):
    """Propose what comes with the software; it holds nowhere until it is signed."""
    shipped.load_shipped(at)
    waiting = len(shipped.unsigned())
    yield (
        ngettext(
            "Care instructions: %d waits for a clinician’s signature",
            "Care instructions: %d wait for a clinician’s signature",
            waiting,
        )
        % waiting
    )


def bring_pages(*, at):
    """Yield what became of each page; each is stored before its line is said."""
    for path in files(PAGES):
        yield f"{path.parent.name}/{path.stem}: {bring(path)}"


@transaction.atomic
def bring(path):
    """Bring the page in the file `path` to the clinic; return in words what was done.

    Raises Unreadable; nothing of this page is stored then.
    """
    page, digest = read(path), sha256(path.read_bytes()).hexdigest()
    kept = StarterPage.objects.select_for_update().filter(
        language=page.language, name=path.stem
    )
    with named(path):
        if starter_page := kept.first():
            return _again(starter_page, page, digest)
        return _first(path, page, digest)


def _first(path, page, digest):
    article, is_new = store(page, by=None)
    if not is_new:
        return _("left alone, because a page of yours stands there")
    _link_to_original(article, path.stem)
    StarterPage.objects.create(
        language=page.language,
        name=path.stem,
        article=article,
        file_sha256=digest,
        words=words_of(article),
    )
    return pgettext("a page", "new")


def _again(starter_page, page, digest):
    # Nobody may save it between our look at it and our change.
    found = Article.objects.select_for_update().filter(pk=starter_page.article_id)
    article = found.first()
    if not article or words_of(article) != starter_page.words:
        return _("left alone, because you changed it")
    if starter_page.file_sha256 == digest:
        return _("up to date already")
    rewrite(article, page)
    starter_page.file_sha256, starter_page.words = digest, words_of(article)
    starter_page.save()
    if article.current_id:
        return _("brought up to date; readers see the old words until a new review")
    return _("brought up to date")


def _link_to_original(article, name):
    """The clinic may have given the original another address since it was loaded."""
    if article.translation_of_id or article.language == settings.LANGUAGE_CODE:
        return
    original = StarterPage.objects.filter(language=settings.LANGUAGE_CODE, name=name)
    article.translation_of_id = original.values_list("article", flat=True).first()
    article.save(update_fields=["translation_of"])
