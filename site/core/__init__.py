"""What every app leans on. It knows none of our nouns."""
