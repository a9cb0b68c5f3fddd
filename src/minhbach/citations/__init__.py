"""Citations: every document that a text cites, with its number, date, issuer and pinpoint.

``find_citations(doc)`` for a Document, ``find_in_text(text)`` for plain text.
"""

from minhbach.citations.search import find_citations, find_in_text

__all__ = ["find_citations", "find_in_text"]
