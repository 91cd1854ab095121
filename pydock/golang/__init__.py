"""Formats of Go's standard library and of go-units, read and printed as Go does; pure."""
