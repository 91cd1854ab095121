"""The engine's progress of pulls, pushes, loads and services: decoded and displayed."""
