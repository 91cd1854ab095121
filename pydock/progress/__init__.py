"""What the engine tells while it pulls, pushes, loads or builds: read, and shown to people."""
