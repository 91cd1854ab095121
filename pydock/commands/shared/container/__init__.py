"""Helpers of the commands on containers: options, creation, streams, helper containers."""
