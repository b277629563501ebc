"""What a search costs at a thousand pages: python -m bench.search [PAGES].

Builds invented pages in the empty, throw-away database that DATABASE_URL names (a new
SQLite file without it), and says the processor time of each kind of query. On
PostgreSQL the server's own processor time comes on top and is not counted here.
"""

import os
import random
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from time import process_time

ROUNDS = 20
ON_EVERY_PAGE = [
    "ketamine", "infusion", "treatment", "rest", "drive", "home", "water", "food",
    "nausea", "clinic", "nurse", "blood", "pressure", "spray", "visit", "evening",
    "sleep", "depression", "anxiety", "insurance", "cost", "doctor",
]  # fmt: skip
QUERIES = [
    ("one word, on every page", "nausea"),
    ("two words, on every page", "ketamine infusion"),
    ("four words, on every page", "drive home after treatment visit"),
    ("a question", "what can I eat before the ketamine infusion"),
    ("four words, one mistyped", "depresion anxiety sleep evening"),
    ("a beginning", "keta"),
    ("a word on some pages, and one on all", "{rare} infusion"),
    ("mistyped", "insurence"),
    ("on no page", "zzyzx"),
]


def prepare():
    """Start Django on a throw-away database with tables."""
    folder = tempfile.mkdtemp(prefix="clinic-site-bench-")
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def invented_words(how_many: int) -> list[str]:
    """Return words that nobody says, the same ones on every run."""
    drawn = random.Random(1)
    return [
        "".join(
            drawn.choice("bcdfglmnprst") + drawn.choice("aeiou")
            for _syllable in range(drawn.randint(2, 4))
        )
        for _word in range(how_many)
    ]


def publish_pages(how_many: int, words: list[str]) -> None:
    """Store live pages of some 720 words, without the ways that lead to one."""
    from django.db import transaction

    from articles.models import Article, Cause, Publication, Revision

    drawn = random.Random(2)
    with transaction.atomic():
        for number in range(how_many):
            title = f"{' '.join(drawn.choices(ON_EVERY_PAGE, k=3))} {number}".title()
            said = [
                " ".join(drawn.choices(ON_EVERY_PAGE, k=8) + drawn.choices(words, k=4))
                for _sentence in range(60)
            ]
            article = Article.objects.create(title=title, slug=f"a{number}")
            article.current = Publication.objects.create(
                article=article,
                revision=Revision.objects.create(article=article),
                number=1,
                published_at=datetime.now(UTC),
                cause=Cause.REVIEW,
                language="en",
                title=title,
                summary=said[0],
                stage="about",
                body_html="",
                plain_text=f"{title}\n{said[0]}\n{'. '.join(said)}",
                content={},
                review_due_on=date(2099, 1, 1),
            )
            article.save()


def milliseconds(work: Callable[[], object], rounds: int) -> float:
    """Return the processor time of one of `rounds` times `work`."""
    began = process_time()
    for _round in range(rounds):
        work()
    return (process_time() - began) / rounds * 1000


def measure(pages: int) -> None:
    """Print what building the index and each kind of query cost."""
    from django.db import connection

    from articles import live, search
    from articles.search import index

    words = invented_words(6000)
    publish_pages(pages, words)
    print(f"{connection.vendor}, {pages} pages")
    print(f"{milliseconds(index.rebuild, 1) / 1000:8.1f} s   the whole index anew")
    found = live.pages("en")
    reading = milliseconds(lambda: search.find("x", found, language="en"), 1)
    print(f"{reading:8.1f} ms  reading the words after something was published")
    for name, query in QUERIES:
        query = query.format(rare=words[7])

        def ask(query=query):
            return search.find(query, found, language="en")

        first, again = milliseconds(ask, 1), milliseconds(ask, ROUNDS)
        print(f"{again:8.1f} ms  {name} (first time {first:.1f})")


if __name__ == "__main__":
    prepare()
    measure(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
