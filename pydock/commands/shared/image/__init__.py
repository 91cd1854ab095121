"""What several commands on images and registries share."""
