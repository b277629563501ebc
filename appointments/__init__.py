"""Everything a person sends, and what staff do with it."""
