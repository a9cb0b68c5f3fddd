"""Programs run by make, never by the site."""
