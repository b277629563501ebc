"""The next steps of a request as small forms; the page draws them all alike."""

from .fitting import is_with_another, names_for
from .form import Scene, StepForm
from .table import STEPS, Step

__all__ = ["STEPS", "Scene", "Step", "StepForm", "is_with_another", "names_for"]
