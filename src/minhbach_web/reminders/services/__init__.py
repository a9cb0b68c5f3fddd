"""The acts of the reminders app."""
