"""What people say of what they came to."""
