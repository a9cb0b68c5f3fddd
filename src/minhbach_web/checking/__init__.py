"""Soát văn bản: a document checked before it is signed; nothing of it is kept."""
