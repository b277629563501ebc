"""The records behind what patients read."""

from .article import (
    SECTION_MODELS,
    Article,
    Audience,
    CalloutSection,
    Clinician,
    LinesSection,
    QuestionsSection,
    Source,
    Stage,
    TableSection,
    TextSection,
)
from .publication import Cause, Publication
from .revision import MedicalReview, Revision, RevisionAuthor, RevisionState, Verdict

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
