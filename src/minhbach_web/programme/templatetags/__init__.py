"""Filters of the programme app."""
