import stat

from clinic_site.first_env import first_env, write_once


def test_a_first_env_can_be_read_by_its_owner_only(tmp_path):
    path = tmp_path / ".env"

    written = write_once(path, "DEMO=1\n")

    assert written
    assert path.read_text() == "DEMO=1\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_an_env_that_is_there_is_never_overwritten(tmp_path):
    path = tmp_path / ".env"
    path.write_text("SECRET_KEY=the clinic's own\n")

    written = write_once(path, "DEMO=1\n")

    assert not written
    assert path.read_text() == "SECRET_KEY=the clinic's own\n"
    assert list(tmp_path.iterdir()) == [path]


def test_no_two_clinics_get_the_same_keys():
    ours = dict(line.split("=", 1) for line in first_env().splitlines() if "=" in line)
    theirs = first_env()

    for name in ("SECRET_KEY", "SEALING_KEYS", "INDEX_KEY"):
        assert ours[name] not in theirs
