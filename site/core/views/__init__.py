"""What core answers: for machines, for the office, and the style guide."""
