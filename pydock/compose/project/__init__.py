"""The model of `compose`: files of the Compose specification, to a project in canonical form."""
