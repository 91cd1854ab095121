"""The Engine API: one module a noun, one function an endpoint. Prints nothing."""
