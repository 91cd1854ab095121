"""Helpers of the commands on swarms, services and stacks."""
