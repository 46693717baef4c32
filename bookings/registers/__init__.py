"""Who came: registers, marks and what they fold to."""
