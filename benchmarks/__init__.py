"""Workloads measured side by side with other programs, on data from seeded generators."""
