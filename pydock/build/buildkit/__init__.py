"""Builds by BuildKit: what its engine asks of a client, and how a client asks it to build.

request    what to build, as the command line means it
run        a build from its request to its result: the way to the engine, progress, the end
session    the connection over which the engine calls back while it builds
services   what it may ask for there: files, passwords, secrets, an ssh agent, results, blobs
sources    directories as the engine reads them; selection: which of their files it wants
receiving  a directory that the engine sends; stores: directories of blobs, caches and images
control    BuildKit's own interface, over the engine's POST /grpc
grpc       calls and their status; http2 beneath, protobuf within
messages   the messages, by the service that speaks them
"""
