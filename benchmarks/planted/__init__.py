"""Planted errors: each rule's error put into real documents, and counted when it is found again."""
