"""Commands on registries: logging in and out, searching."""
