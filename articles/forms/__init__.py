"""What staff type about care: values for instructions."""

from .proposal import ValueForm

__all__ = ["ValueForm"]
