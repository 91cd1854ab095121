"""Rows of listings: one small class a noun, a method a column."""
