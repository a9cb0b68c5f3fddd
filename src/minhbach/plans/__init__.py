"""Plans: what a Word document asks of whom, as proposals for a person to confirm."""

from minhbach.plans.extract import extract_plan

__all__ = ["extract_plan"]
