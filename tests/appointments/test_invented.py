"""The demonstration's requests stay in the demonstration."""

import pytest

from appointments import invented
from appointments.models import AppointmentRequest
from clinic_site import demonstration
from tests.builders import NOON


def test_a_clinics_desk_never_gets_invented_requests(db, settings):
    settings.DEMO = False

    with pytest.raises(demonstration.NotADemonstration):
        invented.load_requests(at=NOON)

    assert not AppointmentRequest.objects.exists()
