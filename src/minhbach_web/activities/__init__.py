"""What units did: the activity log, quick enough for a phone."""
