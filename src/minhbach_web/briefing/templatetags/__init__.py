"""Tags and filters of figures and kits."""
