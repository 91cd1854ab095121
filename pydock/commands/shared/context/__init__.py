"""Helpers of the commands on contexts."""
