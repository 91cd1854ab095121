"""Commands on a swarm as a whole."""
