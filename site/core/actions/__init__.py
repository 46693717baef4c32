"""What the office does to messages and their words."""
