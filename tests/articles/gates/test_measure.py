"""The gates find what people found, as often as docs/gates.md says."""

import json

import pytest

from articles.gates import sentences
from tests.articles.gates import measure

DOCUMENT = (measure.HERE.parents[2] / "docs" / "gates.md").read_text(encoding="utf-8")
NEED_THE_SEEDS = pytest.mark.skipif(
    not measure.SEEDS.is_dir(),
    reason="the labelled pages are not here: only the invented sentences are measured",
)
EVERY_GATE = pytest.mark.parametrize("label", measure.FINDERS)


@NEED_THE_SEEDS
def test_no_typed_care_number_of_the_labelled_pages_is_missed():
    measured = measure.on_seeds("care number")

    assert measured.recall == 1.0
    assert measured.precision >= 0.8


@NEED_THE_SEEDS
def test_every_sentence_of_the_labelled_pages_has_its_label():
    labels = json.loads((measure.HERE / "labels.json").read_text())

    for name, rows in labels.items():
        text = (measure.SEEDS / name).read_text(encoding="utf-8")
        assert [(start, end) for start, end, _label in rows] == list(
            sentences.spans(text)
        )


@NEED_THE_SEEDS
@EVERY_GATE
def test_the_document_tells_the_measure_on_the_labelled_pages(label):
    assert f"{label} | {measure.on_seeds(label).in_words}" in DOCUMENT


def test_no_typed_care_number_of_the_invented_sentences_is_missed():
    measured = measure.on_lines("care number", name="invented.txt")

    assert measured.recall == 1.0
    assert measured.precision >= 0.8


@EVERY_GATE
@pytest.mark.parametrize("name", ["invented.txt", "unseen.txt"])
def test_the_document_tells_the_measure_on_the_invented_sentences(label, name):
    measured = measure.on_lines(label, name=name)

    assert f"{label} | {measured.in_words}" in DOCUMENT
