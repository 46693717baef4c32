"""What people tell us about visits, facilitators and registers. Forms clean; they never save."""
