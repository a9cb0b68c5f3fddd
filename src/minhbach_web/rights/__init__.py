"""Data rights."""
