"""`pydock builder`: the engine's builder and what it is sent."""
