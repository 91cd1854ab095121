"""Commands on stacks: services deployed from Compose files."""
