"""What the values of options mean: pure functions from text to parts of API requests."""
