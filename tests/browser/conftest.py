"""The site as it really runs, with its demonstration clinic, and a browser on it."""

import fcntl
import os
import shutil
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import sync_playwright

from tests import running
from tests.browser.chromium import chromium_path, launch_arguments


@pytest.fixture(scope="session")
def site_output(tmp_path_factory):
    """The file with every line that the site writes while it runs."""
    return tmp_path_factory.mktemp("output") / "site.log"


@pytest.fixture(scope="session")
def ready_site(tmp_path_factory):
    """The folder of a demonstration site that was set up once for all processes.

    Setting up takes longer than most of these tests; whoever comes second waits.
    """
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder = shared / "ready-site"
    with (shared / "ready-site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "is-ready").exists():
            folder.mkdir()
            environ = running.own_environ(folder)
            with ThreadPoolExecutor() as beside:
                files = beside.submit(
                    running.manage, "collectstatic", "--noinput", environ=environ
                )
                running.manage("migrate", environ=environ)
                running.manage("demo", environ=environ)
                files.result()
            (folder / "is-ready").touch()
    return folder


@pytest.fixture(scope="session")
def site_environ(tmp_path_factory, ready_site):
    """The environment that the site runs in: its `manage.py` commands need it too."""
    folder = tmp_path_factory.mktemp("site")
    shutil.copytree(ready_site, folder, dirs_exist_ok=True)
    return running.own_environ(folder)


@pytest.fixture(scope="session")
def site(site_environ, site_output):
    """Start web and jobs on an SQLite of their own and give the site's address."""
    with site_output.open("w") as output:
        process = running.start(site_environ, output=output)
        yield site_environ["SITE_URL"]
        process.terminate()
        process.wait(60)


@pytest.fixture(scope="session")
def browser():
    """Start the Chromium of this machine once."""
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(
            executable_path=chromium_path(), args=launch_arguments()
        )


@pytest.fixture
def visitor(browser, site):
    """Give a function that opens a window: `visitor(java_script_enabled=False)`.

    Options are those of Playwright's new_context. No window knows another's cookies.
    """
    contexts = []

    def open_window(**options):
        contexts.append(browser.new_context(base_url=site, **options))
        return contexts[-1].new_page()

    yield open_window
    for context in contexts:
        context.close()


@pytest.fixture
def page(visitor):
    """One window of an ordinary visitor."""
    return visitor()
