"""Accuracy against hand-made labels."""
