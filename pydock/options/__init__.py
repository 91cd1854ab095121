"""Values of options: pure functions from a text to a value; ValueError for an invalid one."""
