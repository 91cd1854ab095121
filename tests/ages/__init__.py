"""pydock in front of engines of every age, those that nobody can install any more included."""
