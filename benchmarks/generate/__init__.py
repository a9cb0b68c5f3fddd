"""Invented documents from seeds: the same seed gives the same bytes."""
