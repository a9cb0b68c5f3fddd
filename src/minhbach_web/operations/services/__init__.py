"""What operations can do: back up, restore with a check, prove."""
