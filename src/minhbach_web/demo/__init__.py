"""The demonstration: the real plan and twelve example reports, through the site's own services."""
