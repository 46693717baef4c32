"""What people in different roles need to know and do."""
