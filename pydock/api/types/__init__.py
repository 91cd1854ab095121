"""Shapes of the engine's responses: one TypedDict for each object, with the API's own names.

A shape declares the fields that the program uses. `pydock.golang.unmarshal` checks responses
against it.
"""
