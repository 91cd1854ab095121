"""What a project in canonical form is to an engine: bodies of the requests that create it."""
