"""Tar streams in both directions, and the rules of `cp`; safe against hostile archives."""
