"""What several commands on containers share."""
