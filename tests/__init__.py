"""A package, so that tests/training never means the app `training`."""
