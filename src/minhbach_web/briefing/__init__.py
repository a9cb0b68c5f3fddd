"""Sourced figures, kits for speakers, talks, and questions that nobody can be traced by."""
