"""What patients and machines read, one module a kind of page."""
