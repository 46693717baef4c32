"""What visitors type about papers."""
