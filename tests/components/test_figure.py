import pytest
from django.template import TemplateSyntaxError

from clinic_site.components.drawings import DRAWINGS, ICONS, drawing, icon


def test_a_figure_holds_a_drawing_and_its_words(render):
    source = (
        '{% figure caption="The way" %}{% drawing name="way-home" %}{% endfigure %}'
    )

    html = render(source)

    assert "<figcaption>The way</figcaption>" in html
    assert '<svg class="drawing"' in html


@pytest.mark.parametrize("name", sorted(DRAWINGS))
def test_every_drawing_repeats_words_and_is_silent(name):
    assert 'aria-hidden="true"' in drawing(name=name)


@pytest.mark.parametrize("name", sorted(ICONS))
def test_every_icon_is_silent(name):
    assert 'aria-hidden="true"' in icon(name=name)


@pytest.mark.parametrize("part", [drawing, icon])
def test_an_unknown_picture_is_refused(part):
    with pytest.raises(TemplateSyntaxError, match="dragon"):
        part(name="dragon")
