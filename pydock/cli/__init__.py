"""The machinery of the command line: parser, command tree, help, completion, plugins."""
