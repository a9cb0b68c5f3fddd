"""Pages of figures and kits."""
