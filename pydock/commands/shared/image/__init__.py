"""Helpers of the commands on images and registries."""
