"""Services of a swarm: options as the parts of the API's ServiceSpec (pure)."""
