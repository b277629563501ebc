"""The records behind what patients read."""

from .address import FormerPath, FormerSlug
from .article import Article, Audience, Source, Stage
from .clinician import Clinician, ClinicianText
from .feedback import PageFeedback, with_feedback
from .figure import FigureSection
from .handout_code import HandoutCode
from .importing import ImportItem, ImportRun, Outcome
from .instruction import CareInstruction, SigningTurn
from .medical_review import MedicalReview, ReviewKind, Verdict
from .override import NEVER_LET_PASS, Override, OverrideRequest
from .picture import Picture
from .picture_use import PictureUse
from .publication import Cause, Publication
from .reminder import ReviewReminder
from .revision import (
    Revision,
    RevisionAuthor,
    RevisionState,
    with_latest_revision,
)
from .schedule import Refusal, ScheduledPublication, ScheduleState
from .search import SearchEntry, SearchWord, Synonym
from .section import (
    CalloutSection,
    InstructionListSection,
    InstructionSection,
    LinesSection,
    QuestionsSection,
    TableSection,
    TextSection,
)
from .signed import (
    Proposal,
    ProposalState,
    ProposedValue,
    SignedInstruction,
    SignedSet,
)
from .starter import StarterPage
from .withdrawal import Withdrawal

# In the order in which editors are offered them.
SECTION_MODELS = [
    TextSection,
    LinesSection,
    CalloutSection,
    QuestionsSection,
    TableSection,
    FigureSection,
    InstructionSection,
    InstructionListSection,
]

__all__ = [
    "NEVER_LET_PASS",
    "SECTION_MODELS",
    "Article",
    "Audience",
    "CalloutSection",
    "CareInstruction",
    "Cause",
    "Clinician",
    "ClinicianText",
    "FigureSection",
    "FormerPath",
    "FormerSlug",
    "HandoutCode",
    "ImportItem",
    "ImportRun",
    "InstructionListSection",
    "InstructionSection",
    "LinesSection",
    "MedicalReview",
    "Override",
    "OverrideRequest",
    "Outcome",
    "PageFeedback",
    "Picture",
    "PictureUse",
    "Proposal",
    "ProposalState",
    "ProposedValue",
    "Publication",
    "QuestionsSection",
    "Refusal",
    "ReviewKind",
    "ReviewReminder",
    "Revision",
    "RevisionAuthor",
    "RevisionState",
    "ScheduleState",
    "ScheduledPublication",
    "SearchEntry",
    "SearchWord",
    "SignedInstruction",
    "SignedSet",
    "SigningTurn",
    "Source",
    "Stage",
    "StarterPage",
    "Synonym",
    "TableSection",
    "TextSection",
    "Verdict",
    "Withdrawal",
    "with_feedback",
    "with_latest_revision",
]
