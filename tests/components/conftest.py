"""Templates for the components' tests, rendered as a page would."""

import pytest
from django.template import Context, Template

from clinic_site.shell import Shell


@pytest.fixture
def render():
    """Give `render(source, **context)`: the source as the page's own template."""
    return lambda source, **context: Template(source).render(Context(context))


@pytest.fixture
def shell():
    """A clinic without a database."""
    return Shell(
        name="Harbour Clinic", telephone="+13605550142", time_zone="America/Los_Angeles"
    )
