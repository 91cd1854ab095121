"""Benchmarks beside the real docker: `python -m tests.bench`."""
