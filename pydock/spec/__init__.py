"""Request bodies: parsed options in, bodies of API requests out (pure)."""
