"""pydock with engines of every API version, also those that can no longer be installed."""
