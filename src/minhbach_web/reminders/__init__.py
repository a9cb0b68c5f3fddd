"""Reminders before, on and after the due day: by e-mail and in the site."""
