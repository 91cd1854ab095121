"""What several commands on swarms, services and stacks share."""
