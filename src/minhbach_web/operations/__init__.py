"""Backup with proof, work in the background, retention: what keeps the site running."""
