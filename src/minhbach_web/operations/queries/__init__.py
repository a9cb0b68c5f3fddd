"""What the pages of the operations app ask."""
