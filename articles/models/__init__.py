"""The records behind what patients read."""

from .article import Article, Audience, Clinician, Source, Stage
from .publication import Cause, Publication
from .revision import MedicalReview, Revision, RevisionAuthor, RevisionState, Verdict
from .section import (
    SECTION_MODELS,
    CalloutSection,
    LinesSection,
    QuestionsSection,
    TableSection,
    TextSection,
)

__all__ = [
    "SECTION_MODELS",
    "Article",
    "Audience",
    "CalloutSection",
    "Cause",
    "Clinician",
    "LinesSection",
    "MedicalReview",
    "Publication",
    "QuestionsSection",
    "Revision",
    "RevisionAuthor",
    "RevisionState",
    "Source",
    "Stage",
    "TableSection",
    "TextSection",
    "Verdict",
]
