"""What several commands on volumes share."""
