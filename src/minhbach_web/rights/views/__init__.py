"""Pages of data rights."""
