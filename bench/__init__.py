"""Measuring the site at sizes that the demonstration does not have."""
