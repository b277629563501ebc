"""Killing the site while people send requests, and counting afterwards what was lost.

`make chaos` runs all of it: python -m tests.reliability.chaos [--kills 200]. A quick
version is a test. People do what people do: when an answer does not come, they press
Send again, with the form they have.
"""

import argparse
import base64
import http.client
import json
import random
import secrets
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psutil

from tests import mail_catcher, postgres, running

ROOT = running.ROOT
ANSWERS = {
    "for_whom": "me",
    "phone": "360-555-0187",
    "contact_by": ["call", "email"],
    "returning": "new",
    "adult": "yes",
    "language": "en",
    "treatment": "unsure",
    "voicemail": "no",
    "safe_contact": "any_time",
    "privacy_consent": "on",
    "step": "send",
}
PEOPLE = 6
SECONDS_TO_ANSWER = 20
SECONDS_OF_PATIENCE = 180
SECONDS_BETWEEN_KILLS = 5  # at most
MAKE_A_CLINIC = "from tests.builders import make_clinic; make_clinic()"
# One process does what an hour and three commands would: time is let pass, notices go
# at last, and what is stored is printed.
LOOK_AT_ALL = """
import json
from datetime import timedelta
from django.core.management import call_command
from django.db.models import F
from appointments.models import AppointmentRequest, Notice
call_command("rotate_keys", verbosity=0, stdout=open("/dev/null", "w"))
for _round in range(100):
    Notice.objects.update(next_try_at=F("next_try_at") - timedelta(hours=2))
    call_command("send_notices", verbosity=0)
    left = list(Notice.objects.exclude(state="sent"))
    if not left:
        break
print(json.dumps({
    "stored": list(AppointmentRequest.objects.values_list("reference", flat=True)),
    "left": [f"{one.request.reference} {one.kind} {one.state}" for one in left],
}))
"""


@dataclass
class Seen:
    """What the people who sent requests saw: references by the key of their form."""

    by_form: dict[str, set[str]] = field(default_factory=dict)
    repeats: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, form_key, reference, *, repeats=0):
        with self.lock:
            self.by_form.setdefault(form_key, set()).add(reference)
            self.repeats += repeats

    @property
    def acknowledged(self):
        return {one for found in self.by_form.values() for one in found}


class Site:
    """gunicorn and `work` as a service manager keeps them: what dies starts again."""

    def __init__(self, environ):
        self.environ = environ
        self.parts = {}
        self.is_stopping = False

    def __enter__(self):
        running.manage("migrate", environ=self.environ)
        running.manage("shell", "-c", MAKE_A_CLINIC, environ=self.environ)
        for name in ("web", "work"):
            self._start(name)
        self.watcher = threading.Thread(target=self._watch, daemon=True)
        self.watcher.start()
        wait_for(lambda: running.is_answering(self.environ))
        return self

    def __exit__(self, *raised):
        self.is_stopping = True
        self.watcher.join()
        for part in self.parts.values():
            part.terminate()
        for part in self.parts.values():
            part.wait(60)

    def _start(self, name):
        words = {
            "web": ["-m", "gunicorn", "--config", "deploy/gunicorn.conf.py"],
            "work": ["manage.py", "work"],
        }[name]
        self.parts[name] = subprocess.Popen(
            [sys.executable, *words],
            cwd=ROOT,
            env=self.environ,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def _watch(self):
        while not self.is_stopping:
            for name, part in list(self.parts.items()):
                if part.poll() is not None and not self.is_stopping:
                    self._start(name)
            time.sleep(0.05)

    def kill_worker(self):
        """Kill one gunicorn worker with no word of warning; whether there was one."""
        try:
            workers = psutil.Process(self.parts["web"].pid).children()
            random.choice(workers).kill()
        except (psutil.NoSuchProcess, IndexError):
            return False
        return True

    def reload(self, **changed):
        """Let every process start afresh with these values of the environment."""
        self.environ |= changed
        for part in list(self.parts.values()):
            part.terminate()
            part.wait(60)
        return True

    def kill_jobs(self):
        self.parts["work"].kill()
        return True


def send_requests(site_url, seen, stopping):
    """Be one person after another until `stopping` is set; the last one finishes."""
    while not stopping.is_set():
        form_key, _tries = _until_it_comes(_opened_form, site_url)
        name = f"Person {secrets.token_hex(4)}"
        mail = f"{secrets.token_hex(6)}@example.org"
        answers = ANSWERS | {"full_name": name, "email": mail, "form_key": form_key}
        reference, tries = _until_it_comes(_sent, site_url, answers)
        seen.note(form_key, reference, repeats=tries - 1)
        is_sent_twice = random.random() < 0.2  # a double click, or the back button
        if is_sent_twice and (again := _sent(site_url, answers)):
            seen.note(form_key, again)


def _until_it_comes(ask, *told):
    """Return what `ask` gives once it gives something, and after how many tries."""
    until = time.monotonic() + SECONDS_OF_PATIENCE
    for tries in count(1):
        if answer := ask(*told):
            return answer, tries
        if time.monotonic() > until:
            raise AssertionError("No answer, however often it was sent")
        time.sleep(0.05)


def _opened_form(site_url):
    status, _headers, body = _ask(site_url, "GET", "/request/")
    if status != 200:
        return None
    return body.split('name="form_key" value="')[1].split('"')[0]


def _sent(site_url, answers):
    """Return the reference, or None when nobody can tell whether it arrived."""
    body = urllib.parse.urlencode(answers, doseq=True)
    status, headers, _body = _ask(site_url, "POST", "/request/", body)
    if status != 303:
        return None
    return headers["Location"].rstrip("/").rpartition("/")[2]


def _ask(site_url, method, path, body=None):
    host = urllib.parse.urlsplit(site_url).netloc
    connection = http.client.HTTPConnection(host, timeout=SECONDS_TO_ANSWER)
    headers = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
    try:
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        return response.status, response.headers, response.read().decode()
    except (OSError, http.client.HTTPException):
        return 0, {}, ""
    finally:
        connection.close()


def wait_for(is_so, *, seconds=120):
    until = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > until:
            raise AssertionError("It did not come back")
        time.sleep(0.1)


def looked_at(environ):
    """Return {stored: references, left: notices that never went}, once all is done."""
    command = [sys.executable, "manage.py", "shell", "--verbosity", "0", "-c"]
    found = subprocess.run(
        [*command, LOOK_AT_ALL],
        cwd=ROOT,
        env=environ,
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(found.stdout.splitlines()[-1])


def own_environ(folder, *, database_url="", mail_port):
    environ = running.own_environ(folder) | {
        "DJANGO_SETTINGS_MODULE": "tests.reliability.settings",
        "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
        "STAFF_EMAIL": "desk@example.org",
        "REQUESTS_PER_HOUR": "0",
        "SEALING_KEYS": f"1:{_key()}",
        "INDEX_KEY": _key(),
        "ALLOWED_HOSTS": "localhost",
        "PYTHONPATH": str(ROOT),
    }
    return environ | ({"DATABASE_URL": database_url} if database_url else {})


def _key():
    return base64.b64encode(secrets.token_bytes(32)).decode()


def change_of_keys(site):
    """Return the three steps in which the sealing key changes under load.

    Sealing anew is killed in the middle: whoever runs it again goes on.
    """
    old, new = site.environ["SEALING_KEYS"], f"2:{_key()}"

    def seal_anew_and_be_killed():
        words = [sys.executable, "manage.py", "rotate_keys"]
        sealing = subprocess.Popen(
            words, cwd=ROOT, env=site.environ, stdout=subprocess.DEVNULL
        )
        time.sleep(random.uniform(0.5, 3))
        sealing.kill()
        return bool(sealing.wait())

    return [
        lambda: site.reload(SEALING_KEYS=f"{old},{new}"),
        lambda: site.reload(SEALING_KEYS=f"{new},{old}"),
        seal_anew_and_be_killed,
    ]


def storm(site, seen, kills):
    """Let people send while each of `kills` is called in turn, then let them finish."""
    stopping = threading.Event()
    url = site.environ["SITE_URL"]
    people = [
        threading.Thread(target=send_requests, args=(url, seen, stopping))
        for _person in range(PEOPLE)
    ]
    for person in people:
        person.start()
    done = 0
    for kill in kills:
        _let_somebody_through(seen)
        time.sleep(random.uniform(0, 0.2))
        done += bool(kill())
    stopping.set()
    for person in people:
        person.join(SECONDS_TO_ANSWER * 6)
    return done


def _let_somebody_through(seen):
    """Wait for one more answer: with none in between, killing tests an outage only."""
    before = len(seen.by_form)
    until = time.monotonic() + SECONDS_BETWEEN_KILLS
    while len(seen.by_form) == before and time.monotonic() < until:
        time.sleep(0.02)


def judge(environ, seen, kept):
    """Return a line for everything that is not as it was promised."""
    found = looked_at(environ)
    stored, forms = set(found["stored"]), seen.by_form.values()
    faults = [f"{one}: acknowledged and lost" for one in seen.acknowledged - stored]
    faults += [
        f"{', '.join(sorted(references))}: one form, several references"
        for references in forms
        if len(references) > 1
    ]
    if len(stored) > len(forms):
        faults.append(f"{len(stored)} stored, {len(forms)} forms sent: twins")
    faults += [f"{one}: never sent" for one in found["left"]]
    mails = {mail["Message-ID"] for mail in kept.mails}
    if len(mails) < 2 * len(stored):
        faults.append(f"{len(mails)} mails for {len(stored)} requests")
    return faults + _verified(environ)


def _verified(environ):
    """Ask the commands themselves, with the newest key alone."""
    newest = environ["SEALING_KEYS"].split(",")[0]
    found = []
    for words in (["verify_events"], ["rotate_keys", "--check"]):
        checked = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=environ | {"SEALING_KEYS": newest},
            check=False,
            stdout=subprocess.DEVNULL,
        )
        found += [f"{words[0]} found a fault"] * bool(checked.returncode)
    return found


def run(folder, kills, *, server=None, times_database=0, changes_keys=False):
    """Kill workers and `work` `kills` times in all, the database as often as told.

    With `changes_keys` the sealing key changes meanwhile, in its three steps. Returns
    (what people saw, the mails, faults): a line for everything not as promised.
    """
    port = mail_catcher.free_port()
    url = server.get_uri() if server else ""
    environ = own_environ(folder, database_url=url, mail_port=port)
    seen = Seen()
    with mail_catcher.running(port) as kept:
        with Site(environ) as site:
            todo = [site.kill_worker] * (kills * 3 // 4)
            todo += [site.kill_jobs] * (kills - len(todo))
            todo += [lambda: postgres.kill(server) or True] * times_database
            random.shuffle(todo)
            steps = change_of_keys(site) if changes_keys else []
            for quarter, step in enumerate(steps, start=1):
                todo.insert(len(todo) * quarter // 4, step)
            storm(site, seen, todo)
        return seen, kept, judge(site.environ, seen, kept)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--database-kills", type=int, default=10)
    wished = parser.parse_args()
    has_faults = False
    for name in ("SQLite", "PostgreSQL"):
        with tempfile.TemporaryDirectory(prefix="clinic-site-chaos-") as folder:
            if name == "SQLite":
                found = run(Path(folder), wished.kills, changes_keys=True)
            else:
                with postgres.running() as server:
                    found = run(
                        Path(folder),
                        wished.kills,
                        server=server,
                        times_database=wished.database_kills,
                        changes_keys=True,
                    )
        has_faults |= bool(_say(name, *found))
    sys.exit(has_faults)


def _say(name, seen, kept, faults):
    print(f"{name}: {len(seen.acknowledged)} requests acknowledged,")
    print(f"  {seen.repeats} sent again after no answer, {len(kept.mails)} mails")
    for fault in faults:
        print(f"  {fault}")
    print("  nothing lost, nothing twice" if not faults else "  FAULTS")
    return faults


if __name__ == "__main__":
    main()
