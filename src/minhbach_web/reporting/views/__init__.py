"""Pages of the reporting app: load, check, call, render."""
