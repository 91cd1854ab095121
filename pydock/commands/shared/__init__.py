"""Helpers that several commands share, each named by what it does."""
