"""The command line: one module a command, in the folder of its noun."""
