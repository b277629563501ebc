"""How many requests the site keeps, beside bare forms: python -m bench.asking.

One bare form asks the same questions, the other only three. All run under the clinic's
own gunicorn settings on the database of DATABASE_URL (or on an SQLite of their own),
and are loaded by turns, so that all meet the same minute.
"""

import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

from clinic_site import first_env
from tests import running

AT_ONCE = 8
EACH = int(os.environ.get("BENCH_EACH", "40"))
ROUNDS = 3
MAKE_KEYS = """
import datetime, django
django.setup()
from appointments import form_keys
at = datetime.datetime.now(datetime.UTC) - datetime.timedelta(minutes=1)
print("\\n".join(form_keys.new(at) for _ in range({count})))
"""
# What a browser sends of the page on which answers are checked.
LEFT_EMPTY = (
    "email", "ask_for", "preferred_1_date", "preferred_1_part", "preferred_2_date",
    "preferred_2_part", "preferred_3_date", "preferred_3_part", "referred", "website",
)  # fmt: skip
ANSWERS = dict.fromkeys(LEFT_EMPTY, "") | {
    "for_whom": "me",
    "full_name": "Rosa Méndez",
    "phone": "(360) 555-0187",
    "contact_by": "call",
    "voicemail": "no",
    "safe_contact": "any_time",
    "returning": "new",
    "adult": "yes",
    "language": "en",
    "note": "after May 18",
    "privacy_consent": "on",
    "step": "send",
}
# Django's own forms look for it; ours have their signed key.
CSRF = "c" * 32
HEAD = {
    "Content-Type": "application/x-www-form-urlencoded",
    "Cookie": f"csrftoken={CSRF}",
}


def environ_of(folder, name):
    found = running.own_environ(folder) | {
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        "EMAIL_URL": "",
        "REQUESTS_PER_HOUR": "0",
    }
    given = os.environ.get("DATABASE_URL", "")
    found["DATABASE_URL"] = given or f"sqlite:///{folder}/{name}.sqlite3"
    return found


def serve(application, environ):
    command = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py"]
    server = subprocess.Popen([*command, application], cwd=running.ROOT, env=environ)
    port = int(environ["PORT"])
    for _again in range(200):
        try:
            http.client.HTTPConnection("127.0.0.1", port, timeout=5).connect()
            return server
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"{application} did not start")


def load(port, bodies, *, path="/request/"):
    """Send all bodies, AT_ONCE at a time; return the seconds in all and of each."""

    def one_person(mine):
        taken = []
        wire = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        for body in mine:
            started = time.perf_counter()
            wire.request("POST", path, body, HEAD)
            answer = wire.getresponse()
            answer.read()
            assert answer.status == 303, answer.status
            taken.append(time.perf_counter() - started)
        return taken

    started = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as people:
        shares = [bodies[number::AT_ONCE] for number in range(AT_ONCE)]
        taken = [each for one in people.map(one_person, shares) for each in one]
    return time.perf_counter() - started, taken


def bodies_for(environ, count):
    keys = subprocess.run(
        [sys.executable, "-c", MAKE_KEYS.format(count=count)],
        cwd=running.ROOT,
        env=environ,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    return [urlencode(ANSWERS | {"form_key": key}) for key in keys]


def figures(rounds):
    seconds = sum(total for total, _taken in rounds)
    taken = [each for _total, one in rounds for each in one]
    return {
        "a_second": round(len(taken) / seconds, 1),
        "p50_ms": round(statistics.median(taken) * 1000, 1),
        "p99_ms": round(statistics.quantiles(taken, n=100)[98] * 1000, 1),
    }


def measure(folder):
    site, bare = environ_of(folder, "clinic"), environ_of(folder, "bare")
    for words in (["migrate"], ["demo"], ["collectstatic", "--noinput"]):
        running.manage(*words, environ=site)
    table = "from bench.bare_form import make_tables; make_tables()"
    subprocess.run(
        [sys.executable, "-c", table], cwd=running.ROOT, env=bare, check=True
    )
    count = AT_ONCE * EACH
    bodies = bodies_for(site, count * (ROUNDS + 1))
    servers = [serve("clinic_site.wsgi", site), serve("bench.bare_form", bare)]
    plain = [urlencode(ANSWERS | {"csrfmiddlewaretoken": CSRF})] * count
    bare_port, site_port = int(bare["PORT"]), int(site["PORT"])
    took = {"short": [], "bare": [], "site": []}
    try:
        for turn in range(ROUNDS + 1):
            now = bodies[turn * count : (turn + 1) * count]
            took["short"].append(load(bare_port, plain, path="/short/"))
            took["bare"].append(load(bare_port, plain))
            took["site"].append(load(site_port, now))
    finally:
        for server in servers:
            server.terminate()
            server.wait(30)
    return {name: figures(rounds[1:]) for name, rounds in took.items()}


if __name__ == "__main__":
    for name in ("SEALING_KEYS", "INDEX_KEY"):
        key = first_env.new_key()
        os.environ[name] = f"1:{key}" if name == "SEALING_KEYS" else key
    with tempfile.TemporaryDirectory(prefix="clinic-site-bench-") as folder:
        found = measure(Path(folder))
    print(json.dumps(found, indent=1))
    site = found["site"]
    for name, asks in (("bare", "the same questions"), ("short", "three questions")):
        ratio = site["a_second"] / found[name]["a_second"]
        slower = site["p99_ms"] / found[name]["p99_ms"]
        print(f"beside a bare form with {asks}:")
        print(f"  {ratio:.2f} of its requests a second (goal: 0.5 or more)")
        print(f"  {slower:.2f} times its p99 (goal: 3 or less)")
