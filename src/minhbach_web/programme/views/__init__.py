"""Pages: load what the person may see, check what was sent, call a service, render."""
