"""What the desk costs at a thousand and at a million requests: python -m bench.desk.

Fills the empty, throw-away PostgreSQL that DATABASE_URL names (python -m tests.postgres
python -m bench.desk [REQUESTS]) and asks for the first page, the queue, each of its
views and each search: milliseconds of the whole answer, and its queries.
"""

import os
import statistics
import sys
from time import perf_counter

FEW, MANY, COLLEAGUES = 1_000, 1_000_000, 10
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "15"))
MOST_QUERIES, MOST_RATIO = 10, 2.0
DATABASES = ["few", "many"]
FIRST_PAGE = "first page of the desk"  # the goal of queries is the queue's
LIST = "/admin/appointments/appointmentrequest/"
SEARCH = f"{LIST}search/"
VIEWS = [
    "read-first",
    "overdue",
    "due-soon",
    "mine",
    "waiting",
    "held",
    "open",
    "closed",
]
CALLER = {
    "phone": "(360) 555-0187",
    "email": "rosa@example.org",
    "name": "Rosa Méndez",
}
# Of a hundred: 76 are closed. What is open came lately; the rest over three years.
ROWS = """
INSERT INTO appointments_appointmentrequest (
    id, reference, state, outcome, lane, source, language, treatment, received_at,
    respond_by, first_response_at, assigned_to_id, sealed, phone_index, email_index,
    name_index, status_token_digest, form_key, event_count, last_event_digest)
SELECT
    gen_random_uuid(), {reference}, state,
    CASE WHEN state = 'closed'
        THEN (ARRAY['booked', 'booked', 'declined', 'withdrawn', 'unreachable'])
            [1 + i % 5] ELSE '' END,
    CASE WHEN i % 25 = 0 THEN 'read_first' ELSE 'normal' END,
    CASE WHEN i % 6 = 0 THEN 'telephone' ELSE 'website' END,
    CASE WHEN i % 5 = 0 THEN 'es' ELSE 'en' END, '', came, came + interval '8 hours',
    CASE WHEN state IN ('closed', 'awaiting_patient') OR (state = 'in_triage'
        AND i % 2 = 0) THEN came + (i * 37 % 720) * interval '1 minute' END,
    CASE WHEN state IN ('in_triage', 'awaiting_patient')
        THEN {first_colleague} + i % {colleagues} END,
    decode(repeat(md5(i::text), 40), 'hex'),
    md5('p' || i % {people}) || md5('q' || i % {people}),
    md5('e' || i % {people}) || md5('f' || i % {people}),
    md5('n' || i % {people}) || md5('m' || i % {people}),
    md5('s' || i) || md5('t' || i), md5('k' || i), 1, md5('d' || i) || md5('d' || i)
FROM (
    SELECT i, state,
        now() - CASE WHEN state = 'closed' THEN interval '1095 days'
            ELSE interval '9 days' END * ((i * 7919 % 100003) / 100003.0) AS came
    FROM (
        SELECT i, CASE WHEN i % 100 < 76 THEN 'closed' WHEN i % 100 < 86 THEN 'received'
            WHEN i % 100 < 93 THEN 'in_triage' WHEN i % 100 < 98
            THEN 'awaiting_patient' ELSE 'held' END AS state
        FROM generate_series({first}::bigint, {last}::bigint) AS i
    ) AS stands
) AS asked
"""
INDEXES = """
SELECT indexname, indexdef FROM pg_indexes
WHERE tablename = 'appointments_appointmentrequest'
    AND indexdef NOT LIKE 'CREATE UNIQUE%'
"""
# Of one request in eight: the desk only counts those that wait or failed.
NOTICES = """
INSERT INTO appointments_notice (
    request_id, kind, state, tries, created_at, next_try_at, is_against_rule,
    message_id)
SELECT id, 'acknowledgement',
    CASE WHEN random() < 0.0005 THEN 'failed' ELSE 'sent' END,
    1, received_at, received_at, FALSE, form_key
FROM appointments_appointmentrequest
WHERE form_key < '2' AND NOT EXISTS (
    SELECT FROM appointments_notice AS n
    WHERE n.message_id = appointments_appointmentrequest.form_key)
"""


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
    return [make_person("practice_manager") for _one in range(COLLEAGUES)]


def fill(first, last, *, first_colleague):
    """Store the invented requests number `first` to `last`, and tell the planner."""
    from django.db import connection

    sql = ROWS.format(
        first=first,
        last=last,
        first_colleague=first_colleague,
        colleagues=COLLEAGUES,
        people=MANY * 9 // 10,
        reference=_reference(),
    )
    with connection.cursor() as cursor:
        cursor.execute(INDEXES)
        indexes = cursor.fetchall()
        # Built at the end, each in one go: that takes a tenth of the time.
        for name, _made_by in indexes:
            cursor.execute(f"DROP INDEX {name}")
        cursor.execute(sql)
        for _name, made_by in indexes:
            cursor.execute(made_by)
        cursor.execute(NOTICES)
        cursor.execute("VACUUM ANALYZE")


def _reference():
    """Return SQL that writes number i in the symbols of a reference, well mixed."""
    from appointments.references import ALPHABET

    size = len(ALPHABET)
    mixed = f"(i * 104729 * 7919 % {size**8}::bigint)"
    signs = [
        f"substr('{ALPHABET}', ({mixed} / {size**n}::bigint % {size})::int + 1, 1)"
        for n in range(8)
    ]
    return " || ".join([*signs[:4], "'-'", *signs[4:]])


def make_caller():
    """Let three requests be of one caller; return the reference of one of them."""
    from appointments import blind_indexes, telephone
    from appointments.models import AppointmentRequest

    mine = AppointmentRequest.objects.order_by("form_key")[:3]
    AppointmentRequest.objects.filter(pk__in=[row.pk for row in mine]).update(
        phone_index=blind_indexes.of_phone(telephone.e164(CALLER["phone"])),
        email_index=blind_indexes.of_email(CALLER["email"]),
        name_index=blind_indexes.of_name(CALLER["name"]),
    )
    return mine[0].reference


def asks(reference):
    """Return {what: (address, what is typed into the search)}."""
    found = {FIRST_PAGE: ("/admin/", None), "queue": (LIST, None)}
    found |= {f"view: {name}": (f"{LIST}?view={name}", None) for name in VIEWS}
    found |= {
        "filter: telephone": (f"{LIST}?source__exact=telephone", None),
        "filter: telephone, all open": (
            f"{LIST}?source__exact=telephone&view=open",
            None,
        ),
        "queue, page 5": (f"{LIST}?p=5", None),
        "search: reference": (SEARCH, reference),
        "search: its beginning": (SEARCH, reference[:3]),
    }
    return found | {f"search: {way}": (SEARCH, said) for way, said in CALLER.items()}


def asked_once(client, address, typed):
    """Return the milliseconds until the whole answer is there."""
    began = perf_counter()
    if typed is None:
        answer = client.get(address)
    else:
        answer = client.post(address, {"q": typed}, follow=True)
    assert answer.status_code == 200, (address, answer.status_code)
    return (perf_counter() - began) * 1000


def measured(clients, address, typed):
    """Return the milliseconds of each round among few and among many, and queries.

    By turns, so that both meet the same minute of a busy machine.
    """
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    taken = {name: [] for name in DATABASES}
    for _round in range(ROUNDS):
        for name in DATABASES:
            look_at(name)
            asked_once(clients[name], address, typed)
            taken[name].append(asked_once(clients[name], address, typed))
    with CaptureQueriesContext(connection) as queries:
        asked_once(clients[name], address, typed)
        count = len(queries)
    return *taken.values(), count


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


def main(many):
    from django.db import connection

    people = prepare()
    fill(1, FEW, first_colleague=people[0].pk)
    reference = make_caller()
    given = connection.settings_dict["NAME"]
    for name in DATABASES:
        look_at("template1")
        with connection.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE {name} TEMPLATE "{given}"')
    look_at(DATABASES[1])
    began = perf_counter()
    fill(FEW + 1, many, first_colleague=people[0].pk)
    print(f"{many:,} requests, filled in {perf_counter() - began:.0f} s")
    print(f"{'':30}{FEW:>9,}{many:>12,}  ratio  queries", flush=True)
    clients = {name: signed_in(name, people[0]) for name in DATABASES}
    for name, asked in asks(reference).items():
        say(name, *measured(clients, *asked))


def say(name, few, among_many, queries):
    """Print the medians, their ratio and whether the goal is met."""
    few, among_many = statistics.median(few), statistics.median(among_many)
    ratio = among_many / few
    is_met = ratio <= MOST_RATIO and (queries <= MOST_QUERIES or name == FIRST_PAGE)
    print(
        f"{name:30}{few:>6.0f} ms{among_many:>9.0f} ms{ratio:>7.2f}{queries:>8}"
        f"{'' if is_met else '  GOAL MISSED'}",
        flush=True,
    )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    main(int(sys.argv[1]) if len(sys.argv) > 1 else MANY)
