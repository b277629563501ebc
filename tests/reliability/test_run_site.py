"""Web and jobs as one site: they start together and stop together."""

import signal
import subprocess
import sys

import psutil
import pytest

from tests import running


@pytest.fixture
def site(tmp_path):
    environ = running.own_environ(tmp_path)
    with (tmp_path / "output").open("w") as output:
        process = running.start(environ, output=output)
        process.environ, process.output = environ, tmp_path / "output"
        parts = psutil.Process(process.pid).children(recursive=True)
        yield process
        process.terminate()
        process.wait(60)
    assert not [part for part in parts if is_alive(part)]


def is_alive(process):
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


def part_of(site, word):
    children = psutil.Process(site.pid).children()
    (part,) = [child for child in children if word in child.cmdline()]
    return part


def test_one_signal_stops_web_and_jobs(site):
    site.send_signal(signal.SIGINT)

    assert site.wait(30) == 0
    assert not running.is_answering(site.environ)


@pytest.mark.parametrize("word", ["work", "gunicorn"])
def test_when_one_part_dies_the_site_stops_and_says_so(site, word):
    part_of(site, word).kill()

    assert site.wait(30) == 1
    assert "A part ended by itself" in site.output.read_text()
    assert not running.is_answering(site.environ)


def test_beside_a_second_start_on_its_port_a_site_runs_on_until_it_is_told(site):
    second = subprocess.run(
        [sys.executable, "manage.py", "run_site"],
        cwd=running.ROOT,
        env=site.environ,
        capture_output=True,
        text=True,
        check=False,
    )

    assert second.returncode == 1
    assert f"make run PORT={int(site.environ['PORT']) + 1}" in second.stderr
    assert running.is_answering(site.environ)
    site.send_signal(signal.SIGTERM)
    assert site.wait(30) == 0
