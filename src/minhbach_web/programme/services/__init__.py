"""What the programme app does. One service, one transaction, one audit entry."""
