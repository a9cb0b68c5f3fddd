"""Invitations, sign-in by passkey or by the office's own directory, sessions."""
