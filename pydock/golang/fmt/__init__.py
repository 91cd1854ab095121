"""Go's package fmt: Sprint, Sprintln and Sprintf."""
