"""What several commands on contexts share."""
