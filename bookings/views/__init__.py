"""What people see of bookings, facilitators and registers."""
