"""How fast the site is, beside the plainest Django that does a part of the same."""
