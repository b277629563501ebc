"""What an article may be about, guessed from its words; editors correct it."""

import re
from collections import Counter

from django.utils.translation import gettext as _

from .report import Report, Verdict

TREATMENTS = {
    "ketamine": re.compile(r"\b(?:ketamine?|ketamina)\b", re.IGNORECASE),
    "spravato": re.compile(r"\b(?:spravato|esketamin[ea])\b", re.IGNORECASE),
    "tms": re.compile(r"\b(?:TMS|transcranial|transcraneal)\b", re.IGNORECASE),
}
# Asked in this order: "aftercare" also holds "after".
STAGES = {
    "aftercare": re.compile(r"\bafter-?\s?care\b|\bat home\b", re.IGNORECASE),
    "after": re.compile(r"\bafter(?:wards)?\b|\bdespués\b", re.IGNORECASE),
    "before": re.compile(r"\bbefore\b|\bprepar|\bantes\b", re.IGNORECASE),
    "during": re.compile(r"\bduring\b|\bdurante\b", re.IGNORECASE),
}


def treatment(title: str, text: str, report: Report) -> str:
    """Return the slug of the treatment that the title, else the text, names most."""
    for words in (title, text):
        counts = Counter(
            {slug: len(name.findall(words)) for slug, name in TREATMENTS.items()}
        )
        slug, most = counts.most_common(1)[0]
        if most:
            report.add_on_whole(Verdict.GUESSED, _("treatment"), slug)
            return slug
    return ""


def stage(title: str, report: Report) -> str:
    """Return the stage of care that the title names most often, else "about"."""
    counts = Counter({name: len(sign.findall(title)) for name, sign in STAGES.items()})
    name, most = counts.most_common(1)[0]
    name = name if most else "about"
    report.add_on_whole(Verdict.GUESSED, _("stage of care"), name)
    return name
