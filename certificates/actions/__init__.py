"""What can happen to a paper: it is kept, issued, replaced or withdrawn."""
