"""Containers of pydock's own, for `forward` and `debug`: POST /containers/create and execs in them.

Their first process prints its process ID and reads standard input, which is attached once: when
pydock ends, however it does, the engine closes that input, the process ends, and the engine removes
the container (AutoRemove, API 1.25).
"""

from collections.abc import Mapping
from typing import Any

Json = dict[str, Any]

#: label of each of these containers and images -> the machine and process that uses them
MACHINE_LABEL = "pydock.client.machine"
PROCESS_LABEL = "pydock.client.process"

_GUARD = "echo $$; exec cat >/dev/null"


def helper_create_body(
    image: str, labels: Mapping[str, str], host_config: Json, *, shell: str = "sh"
) -> Json:
    """Return the body that creates a helper; its first process is `shell` at first."""
    return {
        "Image": image,
        "Entrypoint": [shell, "-c", _GUARD],
        "Cmd": [],
        "AttachStdin": True,
        "AttachStdout": True,
        "OpenStdin": True,
        "StdinOnce": True,
        "Labels": dict(labels),
        "Healthcheck": {"Test": ["NONE"]},
        "HostConfig": {"AutoRemove": True, "LogConfig": {"Type": "none"}, **host_config},
    }


def shared_network(container: str, network_mode: str) -> str:
    """Return the NetworkMode that shares the network of a container with this NetworkMode."""
    if network_mode == "host" or network_mode.startswith("container:"):
        return network_mode
    return f"container:{container}"


def relay_host_config(container: str, network_mode: str) -> Json:
    """Return the HostConfig of a helper that only connects to ports of a container."""
    return {
        "NetworkMode": shared_network(container, network_mode),
        "CapDrop": ["ALL"],
        "ReadonlyRootfs": True,
        "SecurityOpt": ["no-new-privileges"],
    }


def relay_exec_body(port: int) -> Json:
    """Return the body of an exec that connects its streams to a port of its network.

    The first line on its standard error is the process ID of the program that copies.
    """
    return {
        "AttachStdin": True,
        "AttachStdout": True,
        "AttachStderr": True,
        "Cmd": ["sh", "-c", _RELAY, "relay", str(port), f"{port:04X}"],
    }


# The kernel's tables of sockets have the address that the port listens on, each four bytes of it in
# the machine's order.
_RELAY = r"""
echo $$ >&2
bytes="\(..\)\(..\)\(..\)\(..\)" rest="[0-9A-F:]* 0A .*"
v4=$(sed -n "s/^.*: $bytes:$2 $rest/0x\4 0x\3 0x\2 0x\1/p" /proc/net/tcp)
v6=$(sed -n "s/^.*: \([0-9A-F]\{32\}\):$2 $rest/\1/p" /proc/net/tcp6 2>/dev/null)
address=127.0.0.1
case "$v4,$v6" in
, | ,*FFFF0000*) ;;
,*) if grep -q " lo$" /proc/net/if_inet6 2>/dev/null; then address=::1; fi ;;
*"0x00 0x00 0x00 0x00"* | *"0x7F 0x00 0x00 0x01"* | *"0x01 0x00 0x00 0x7F"*) ;;
*) set -- "$1" $v4; address=$(printf %d.%d.%d.%d "$2" "$3" "$4" "$5") ;;
esac
if command -v socat >/dev/null 2>&1; then
  case $address in *:*) address=[$address] ;; esac
  exec socat -b 65536 -t 86400 - "TCP:$address:$1"
fi
exec nc "$address" "$1"
"""

#: ends the processes whose IDs it reads
REAPER_COMMAND = ["sh", "-c", "while read -r process; do kill $process 2>/dev/null; done"]
