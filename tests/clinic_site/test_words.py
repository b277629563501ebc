import polib
import pytest

from tests.words import is_current


@pytest.fixture
def source(tmp_path):
    words = polib.POFile()
    words.append(polib.POEntry(msgid="Help now", msgstr="Ayuda ahora"))
    path = tmp_path / "django.po"
    words.save(path)
    words.save_as_mofile(path.with_suffix(".mo"))
    return path


def test_compiled_words_match_their_source(source):
    assert is_current(source)


def test_a_translation_changed_after_compiling_is_noticed(source):
    source.write_text(source.read_text().replace("Ayuda ahora", "Ayuda ya"))

    assert not is_current(source)


def test_a_translation_that_was_never_compiled_is_noticed(source):
    source.with_suffix(".mo").unlink()

    assert not is_current(source)
