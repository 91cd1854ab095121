"""Helpers of several commands, each module named for its function."""
