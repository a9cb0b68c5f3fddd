"""Acts of the reporting app: each one transaction, one audit entry."""
