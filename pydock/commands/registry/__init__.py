"""Commands on registries: login, logout and search."""
