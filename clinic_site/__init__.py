"""The building both apps stand on; holds no clinical words."""
