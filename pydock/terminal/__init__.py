"""The user's terminal and the bytes that go through it: raw mode, size, detach keys, signals,
and the loop that copies between the standard streams and a connection to an engine.
"""
