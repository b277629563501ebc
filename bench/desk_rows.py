"""Invented requests for bench.desk: the same mix at a thousand as at a million.

Of each thousand 600 are closed and every view of the queue holds more than a page, so
that few and many differ in nothing but how many lie around what is asked for.
"""

CALLER = {
    "phone": "(360) 555-0187",
    "email": "rosa@example.org",
    "name": "Rosa Méndez",
}
ONES_CALLER, SAME_BEGINNING = 3, 30
COLLEAGUES, PEOPLE = 4, 900_000
TABLE = "appointments_appointmentrequest"
# Where number `of` of a thousand stands; the promise of what is still to be answered.
STANDS = """
    SELECT i, i % 1000 AS of,
        CASE WHEN i % 1000 < 600 THEN 'closed' WHEN i % 1000 < 800 THEN 'received'
            WHEN i % 1000 < 880 THEN 'in_triage'
            WHEN i % 1000 < 940 THEN 'awaiting_patient' ELSE 'held' END AS state,
        (i * 7919 % 100003) / 100003.0 AS spread
    FROM generate_series({first}::bigint, {last}::bigint) AS i
"""
PROMISED = """
    SELECT *, now() + CASE
        WHEN state = 'closed' THEN interval '-1095 days' * spread
        WHEN of BETWEEN 640 AND 699 THEN interval '-2 days' * spread
        WHEN of BETWEEN 700 AND 739 THEN interval '1 hour' + interval '1 hour' * spread
        WHEN of BETWEEN 740 AND 799 THEN interval '3 hours' + interval '1 day' * spread
        ELSE interval '-8 days' + interval '9 days' * spread END AS promised
    FROM ({stands}) AS standing
"""
REQUESTS = """
INSERT INTO {table} (
    id, reference, state, outcome, lane, source, language, treatment, received_at,
    respond_by, first_response_at, assigned_to_id, sealed, phone_index, email_index,
    name_index, status_token_digest, form_key, event_count, last_event_digest)
SELECT
    md5('r' || i)::uuid, {reference}, state,
    CASE WHEN state = 'closed'
        THEN (ARRAY['booked', 'booked', 'declined', 'withdrawn', 'unreachable'])
            [1 + i % 5] ELSE '' END,
    CASE WHEN of BETWEEN 600 AND 639 THEN 'read_first' ELSE 'normal' END,
    CASE WHEN i % 5 = 0 THEN 'telephone' ELSE 'website' END,
    CASE WHEN i % 5 = 1 THEN 'es' ELSE 'en' END, '', promised - interval '8 hours',
    promised,
    CASE WHEN state IN ('closed', 'awaiting_patient', 'in_triage')
        THEN promised - interval '8 hours' + (i * 37 % 720) * interval '1 minute' END,
    CASE WHEN state IN ('in_triage', 'awaiting_patient')
        THEN {first_colleague} + i % {colleagues} END,
    decode(repeat(md5(i::text), 40), 'hex'),
    md5('p' || i % {people}) || md5('q' || i % {people}),
    md5('e' || i % {people}) || md5('f' || i % {people}),
    md5('n' || i % {people}) || md5('m' || i % {people}),
    md5('s' || i) || md5('t' || i), md5('k' || i), 1, md5('d' || i) || md5('d' || i)
FROM ({promised}) AS asked
"""
# Of one request in eight: the desk only counts those that wait or failed.
NOTICES = """
INSERT INTO appointments_notice (
    request_id, kind, state, tries, created_at, next_try_at, is_against_rule,
    message_id)
SELECT md5('r' || i)::uuid, 'acknowledgement',
    CASE WHEN i % 2000 = 0 THEN 'failed' ELSE 'sent' END, 1,
    now() - interval '1 day' * (i % 90), now(), FALSE, md5('k' || i)
FROM generate_series({first}::bigint, {last}::bigint) AS i WHERE i % 8 = 0
"""
CONSTRAINTS = f"""
SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE conrelid = '{TABLE}'::regclass AND contype IN ('u', 'f')
"""
INDEXES = f"""
SELECT indexname, indexdef FROM pg_indexes
WHERE tablename = '{TABLE}' AND indexname NOT IN (
    SELECT conname FROM pg_constraint WHERE conrelid = '{TABLE}'::regclass)
"""
IN_A_HURRY = "SET maintenance_work_mem = '512MB'; SET work_mem = '64MB'"


def fill(first, last, *, first_colleague):
    """Store the invented requests number `first` to `last`, and tell the planner.

    Indexes and constraints are built at the end, each in one go: that takes a tenth of
    the time. No row is changed, so no trigger of ours has to be lifted.
    """
    from django.db import connection

    numbers = {"first": first, "last": last}
    with connection.cursor() as cursor:
        cursor.execute(IN_A_HURRY)
        again = list(_take_down(cursor))
        cursor.execute(_requests(numbers, first_colleague))
        cursor.execute(NOTICES.format(**numbers))
        for statement in again:
            cursor.execute(statement)
        cursor.execute("VACUUM ANALYZE")


def _take_down(cursor):
    """Drop constraints and indexes; yield the statements that bring them back."""
    cursor.execute(CONSTRAINTS)
    for name, made_by in cursor.fetchall():
        cursor.execute(f'ALTER TABLE {TABLE} DROP CONSTRAINT "{name}"')
        yield f'ALTER TABLE {TABLE} ADD CONSTRAINT "{name}" {made_by}'
    cursor.execute(INDEXES)
    for name, made_by in cursor.fetchall():
        cursor.execute(f'DROP INDEX "{name}"')
        yield made_by


def _requests(numbers, first_colleague):
    stands = STANDS.format(**numbers)
    return REQUESTS.format(
        table=TABLE,
        promised=PROMISED.format(stands=stands),
        first_colleague=first_colleague,
        colleagues=COLLEAGUES,
        people=PEOPLE,
        reference=_reference(),
    )


def _reference():
    """Return SQL that writes number i in the symbols of a reference, well mixed.

    The first ones begin alike, so that a beginning too finds more than a page.
    """
    from appointments.references import ALPHABET

    size = len(ALPHABET)
    mixed = f"(i * 104729 * 7919 % {size**8}::bigint)"
    signs = [
        f"substr('{ALPHABET}', ({mixed} / {size**n}::bigint % {size})::int + 1, 1)"
        for n in range(8)
    ]
    alike = f"CASE WHEN i <= {SAME_BEGINNING} THEN '{ALPHABET[:3]}' ELSE "
    first = " || ".join(signs[:3])
    return f"{alike}{first} END || {signs[3]} || '-' || {' || '.join(signs[4:])}"


def make_caller():
    """Let a few requests be of one caller; return the reference of one of them."""
    from appointments import blind_indexes, telephone
    from appointments.models import AppointmentRequest

    mine = AppointmentRequest.objects.order_by("form_key")[:ONES_CALLER]
    AppointmentRequest.objects.filter(pk__in=[row.pk for row in mine]).update(
        phone_index=blind_indexes.of_phone(telephone.e164(CALLER["phone"])),
        email_index=blind_indexes.of_email(CALLER["email"]),
        name_index=blind_indexes.of_name(CALLER["name"]),
    )
    return mine[0].reference


def beginning():
    """Return the letters with which more than a page of references begin."""
    from appointments.references import ALPHABET

    return ALPHABET[:3]
