"""What people do with figures and kits: each act in one transaction, with one audit entry."""
