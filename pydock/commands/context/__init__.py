"""Commands on contexts, the engines known by name."""
