"""Builds by BuildKit: the client's side of its protocol.

run                a build from its request to its result
session            the connection over which the engine calls the client during a build
services           what the client serves there: files, passwords, secrets, ssh, results, blobs
local_sources      directories as the engine reads them; selection: the files it requests
receive_directory  a directory that the engine sends; blob_stores: caches and images in directories
control            BuildKit's own API, over the engine's POST /grpc; build_endpoint: POST /build
grpc               calls and their status, over http2, with messages of protobuf
messages           the messages, by service
progress           the display of a build
"""
