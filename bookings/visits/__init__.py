"""A school's booking: request, offer, confirmation, change."""
