"""The commands: one module for each verb, in the directory of its noun."""
