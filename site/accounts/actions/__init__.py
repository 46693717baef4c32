"""What can happen to people and their rights. Every write goes through here."""
