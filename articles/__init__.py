"""Everything a patient reads: working copies, reviews and publications."""
