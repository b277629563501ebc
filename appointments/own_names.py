"""What the clinic calls its own treatments and places, in the language being spoken."""

from django.conf import settings

from clinic_site import shell


def current():
    """Return {"treatment": {slug: name}, "location": {key: name}, "language": {…}}.

    A key is what an answer holds; a treatment without words in this language is not
    named.
    """
    clinic = shell.current()
    return {
        "treatment": clinic.treatment_names(),
        "location": {str(place["pk"]): place["name"] for place in clinic.locations},
        "language": dict(settings.LANGUAGES),
    }
