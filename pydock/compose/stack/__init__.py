"""The model of `docker stack`: Compose files of version 3, to the bodies of swarm requests."""
