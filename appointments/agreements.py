"""What a person was shown and agreed to: which words, in which version, and the answer.

The words themselves are kept once for everybody; a request names them.
"""

from clinic_site import shell as shells

from . import consents
from .models import ConsentText


class _Known:
    """Versions by language and kind, for as long as the clinic's record is the same."""

    of = None
    versions = {}


def of_answers(answers, *, language, at):
    """Return {kind, language, version, given, at} of each text, as plain values.

    `given` is None where the words were only shown. Words that nobody was shown before
    are stored.
    """
    said = dict.fromkeys(consents.SHOWN_TO_ALL) | consents.given(answers)
    versions = _versions(said, language=language, at=at)
    return [
        {
            "kind": kind,
            "language": language,
            "version": versions[kind],
            "given": given,
            "at": at.isoformat(),
        }
        for kind, given in said.items()
    ]


def _versions(kinds, *, language, at):
    """Return {kind: version}; a process asks the database once for each text."""
    shell = shells.current()
    if _Known.of is not shell:
        _Known.of, _Known.versions = shell, {}
    known = _Known.versions.setdefault(language, {})
    if unknown := [kind for kind in kinds if kind not in known]:
        words = {kind: consents.words(language)[kind] for kind in unknown}
        kept = ConsentText.objects.keep(words, language=language, at=at)
        known |= {kind: text.version for kind, text in kept.items()}
    return known
