"""Document + form → values with provenance."""

from minhbach.figures.forms import load_form

__all__ = ["load_form"]
