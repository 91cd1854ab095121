"""Helpers of the commands: what several share, and the parts of large ones, named by function."""
