"""Events, logs, statistics and conditions of containers that commands follow."""
