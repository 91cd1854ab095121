"""Helpers of the commands on volumes."""
