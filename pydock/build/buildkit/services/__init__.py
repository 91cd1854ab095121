"""The services of a session. Each serves what it was made for, and refuses everything else."""
