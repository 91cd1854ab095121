"""Real engines for the tests, and for users who have none.

Each module starts one kind of thing (`dockerd`, `podman`, `registry`), keeps all of it in one
directory and stops it by process id. `python -m tests.engine` does so by hand; the fixtures of
tests/conftest.py do so for a test run. Nothing here uses pydock itself: the tests need a
second opinion.
"""
