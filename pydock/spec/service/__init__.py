"""ServiceSpec of the options of `service create` and `service update` (pure)."""
