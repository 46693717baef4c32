"""Who is on an event: enrolling, approval, waiting list, changes, reminders."""
