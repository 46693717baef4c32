"""What is taught, and whom it is for."""
