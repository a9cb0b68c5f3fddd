"""What is done with what is stored about people."""
