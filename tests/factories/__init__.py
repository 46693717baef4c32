"""One factory per model, with no surprises: each makes the plainest row that makes sense."""
