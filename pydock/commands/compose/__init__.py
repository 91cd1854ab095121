"""Commands of `docker compose`."""
