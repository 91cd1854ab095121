"""Commands on the services of a swarm."""
