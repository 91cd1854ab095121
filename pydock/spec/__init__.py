"""Bodies and queries of API requests, from parsed options (pure)."""
