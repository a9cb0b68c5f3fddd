"""Document + form → values with provenance."""

from minhbach.figures.extract import extract_figures
from minhbach.figures.forms import load_form

__all__ = ["extract_figures", "load_form"]
