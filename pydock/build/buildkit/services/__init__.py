"""The services of a session. Each serves what the build request allows, and nothing else."""
