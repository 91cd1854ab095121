"""The commands: one module a verb, in the directory of its noun."""
