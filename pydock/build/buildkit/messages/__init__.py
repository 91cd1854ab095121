"""The messages that BuildKit and its clients exchange, with the fields that pydock uses."""
