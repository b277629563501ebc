"""What the desk costs at a thousand and at a million requests: python -m bench.desk.

Fills the empty, throw-away PostgreSQL that DATABASE_URL names (python -m tests.postgres
python -m bench.desk [REQUESTS]) and asks for the first page, the queue, each of its
views, one request and each search: milliseconds of the whole answer, its queries, and
the most rows that one step of any of them touched.
"""

import os
import sys
from time import perf_counter, process_time

from . import desk_plans
from .desk_rows import CALLER, COLLEAGUES, beginning, fill, make_caller

FEW, MANY = 1_000, 1_000_000
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "15"))
MOST_RATIO = 2.0
# A search is two answers: kept on record (10), then shown. One more in each: has the
# site changed? A process asks that at most once a second.
MOST_QUERIES = {
    "first page": 12,
    "first page, figures anew": 16,
    "one request": 21,
    "search": 18,
}
DATABASES = ["few", "many"]
LIST = "/admin/appointments/appointmentrequest/"
SEARCH = f"{LIST}search/"
FIGURES_ANEW = "/admin/#figures"  # they are counted once in ten minutes
VIEWS = [
    "read-first", "overdue", "due-soon", "mine", "waiting", "held", "open", "closed",
]  # fmt: skip


def prepare():
    """Start Django on the throw-away database, with tables, roles and a clinic."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    if connection.vendor != "postgresql":
        sys.exit("Run it as: python -m tests.postgres python -m bench.desk")
    call_command("migrate", verbosity=0)
    from tests.builders import make_clinic, make_person

    make_clinic()
    return [make_person("front_desk") for _one in range(COLLEAGUES)]


def make_one():
    """Let one request come in the way each does; return the address of its page."""
    from django.utils import timezone

    from tests.builders import make_request

    return f"{LIST}{make_request(at=timezone.now()).pk}/change/"


def asks(reference, one):
    """Return {what: (address, what is typed into the search)}."""
    found = {"first page": ("/admin/", None)}
    found |= {"first page, figures anew": (FIGURES_ANEW, None), "queue": (LIST, None)}
    found |= {f"view: {name}": (f"{LIST}?view={name}", None) for name in VIEWS}
    found |= {
        "filter: telephone": (f"{LIST}?source__exact=telephone", None),
        "filter: telephone, all open": (
            f"{LIST}?source__exact=telephone&view=open",
            None,
        ),
        "queue, page 5": (f"{LIST}?p=5", None),
        "one request": (one, None),
        "search: reference": (SEARCH, reference),
        "search: its beginning": (SEARCH, beginning()),
    }
    return found | {f"search: {way}": (SEARCH, said) for way, said in CALLER.items()}


def asked_once(client, address, typed):
    """Return the milliseconds until the whole answer is there, ours, and its rows."""
    from django.core.cache import cache

    if address == FIGURES_ANEW:
        cache.clear()
    began, ours = perf_counter(), process_time()
    if typed is None:
        answer = client.get(address)
    else:
        answer = client.post(address, {"q": typed}, follow=True)
    whole, ours = perf_counter() - began, process_time() - ours
    assert answer.status_code == 200, (address, answer.status_code)
    return whole * 1000, ours * 1000, answer.content.count(b'class="action-select"')


def measured(clients, address, typed):
    """Return what each round took among few and among many, by database.

    By turns, so that both meet the same minute of a busy machine. A row is [whole
    milliseconds, those of our own processor, rows shown].
    """
    taken = {name: [] for name in DATABASES}
    for _round in range(ROUNDS):
        for name in DATABASES:
            look_at(name)
            asked_once(clients[name], address, typed)
            taken[name].append(asked_once(clients[name], address, typed))
    return taken.values()


def queries_of(client, address, typed):
    """Return the queries of one more answer, among many."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        asked_once(client, address, typed)
        return list(queries)


def signed_in(name, person):
    """Return a client of that database; whoever waits too long is signed out."""
    from django.test import Client

    from tests.builders import use_second_step

    look_at(name)
    client = Client(headers={"host": "localhost"})
    client.force_login(person)
    use_second_step(client, person)
    return client


def look_at(name):
    """Let Django read the database of that name on the same server."""
    from django.db import connection

    connection.close()
    connection.settings_dict["NAME"] = name


def make_both(many):
    """Fill one database with few requests and one with many; return how to ask."""
    from django.db import connection

    people = prepare()
    fill(1, FEW, first_colleague=people[0].pk)
    found = asks(make_caller(), make_one())
    given = connection.settings_dict["NAME"]
    for name in DATABASES:
        look_at("template1")
        with connection.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE {name} TEMPLATE "{given}"')
    look_at(DATABASES[1])
    began = perf_counter()
    fill(FEW + 1, many, first_colleague=people[0].pk)
    print(f"{many:,} requests, filled in {perf_counter() - began:.0f} s")
    return people[0], found


def main(many):
    person, found = make_both(many)
    clients = {name: signed_in(name, person) for name in DATABASES}
    print(f"{'':28}{FEW:>10,}{many:>13,}  ratio     ours  rows queries    touched")
    for name, asked in found.items():
        few, among_many = measured(clients, *asked)
        say(name, few, among_many, queries_of(clients[DATABASES[1]], *asked))


def say(name, few, among_many, queries):
    """Print the quickest rounds, their ratio, what was touched, and if the goal is met.

    The quickest, because what others do on the machine only ever adds.
    """
    (before, _ours, shown), (whole, ours, shown_among_many) = map(
        min, (few, among_many)
    )
    touched, step, sql = desk_plans.most_touched(queries)
    most = MOST_QUERIES.get(name.partition(":")[0], 10)
    is_met = whole <= MOST_RATIO * before and len(queries) <= most
    print(
        f"{name:28}{before:>7.0f} ms{whole:>10.0f} ms{whole / before:>7.2f}"
        f"{ours:>6.0f} ms{shown:>6}{len(queries):>8}{touched:>11,}"
        f"{'' if is_met else '  GOAL MISSED'}",
        flush=True,
    )
    if touched > desk_plans.MOST_ROWS:
        print(f"    {step}: {sql}"[:500], flush=True)
    if shown != shown_among_many:
        print(f"    and {shown_among_many} rows among many", flush=True)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    main(int(sys.argv[1]) if len(sys.argv) > 1 else MANY)
