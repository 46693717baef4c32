"""What people tell us about themselves, and how they prove who they are."""
