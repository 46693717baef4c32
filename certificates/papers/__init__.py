"""Papers we issue, frozen and verifiable."""
