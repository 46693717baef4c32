"""What is taught, when, and who is on it."""
