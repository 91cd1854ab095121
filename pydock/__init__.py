"""pydock: docker in Python, a command-line client for the Docker Engine API."""

__version__ = "0.1.0"

#: the docker client that this version follows; scripts that ask `docker --version` compare it
DOCKER_VERSION = "29.7.2"
