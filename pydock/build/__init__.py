"""A build context: found, filtered by its ignore rules, and turned into a stream of tar bytes."""
