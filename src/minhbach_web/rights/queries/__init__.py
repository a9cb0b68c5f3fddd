"""What is stored about whom, and who may see it."""
