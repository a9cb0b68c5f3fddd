"""One module per family or part of a family; none imports another. Each offers ``CHECKS``."""
