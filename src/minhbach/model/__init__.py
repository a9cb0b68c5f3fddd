"""Frozen, typed data that flows between the steps. Nothing here does any work."""
