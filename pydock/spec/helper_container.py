"""Containers of pydock's own, for `forward`, `debug`, `recreate` and volumes: their bodies, execs.

Those of volumes and the lock of `recreate` are never started. The first process of the others
prints its process ID and reads standard input, which is attached once: when pydock ends, however it
does, the engine closes that input, the process ends, and the engine removes the container
(AutoRemove, API 1.25).
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from pydock.options.users import User

Json = dict[str, Any]

#: label of each of these containers and images -> the machine and process that uses them
MACHINE_LABEL = "pydock.client.machine"
PROCESS_LABEL = "pydock.client.process"
#: label of a container through which the files of a volume are reached -> the volume
VOLUME_LABEL = "pydock.volume"
#: the same for a volume that lacks files as long as the container exists -> is it new?
FILLED_LABEL = "pydock.volume.filled"
NEW_VOLUME, EXISTING_VOLUME = "new", "existing"
#: label -> IDs of containers that are paused as long as this one exists, with commas
PAUSED_LABEL = "pydock.volume.paused"
#: where that volume is mounted
VOLUME_DIRECTORY = "/volume"


def _guard(program: str) -> str:
    """Return the script of a first process that prints its ID and becomes a program."""
    return f"echo $$; exec {program} >/dev/null"


def helper_create_body(
    image: str, labels: Mapping[str, str], host_config: Json, *, program: str = "cat"
) -> Json:
    """Return the body that creates a helper; `program` reads its input to the end."""
    return {
        "Image": image,
        "Entrypoint": ["sh", "-c", _guard(program)],
        "Cmd": [],
        "AttachStdin": True,
        "AttachStdout": True,
        "OpenStdin": True,
        "StdinOnce": True,
        "Labels": dict(labels),
        "Healthcheck": {"Test": ["NONE"]},
        "HostConfig": {"AutoRemove": True, "LogConfig": {"Type": "none"}, **host_config},
    }


def idle_create_body(image: str, labels: Mapping[str, str], **host_config: Any) -> Json:
    """Return the body that creates a container which is never started."""
    return {
        "Image": image,
        "Cmd": ["-"],  # engines require one; the image has none
        "Labels": dict(labels),
        "NetworkDisabled": True,
        "HostConfig": {**host_config, "NetworkMode": "none"},
    }


def volume_create_body(
    image: str, labels: Mapping[str, str], volume: str, *, read_only: bool
) -> Json:
    """Return the body that creates a container with a volume, which is never started."""
    bind = f"{volume}:{VOLUME_DIRECTORY}{':ro' if read_only else ''}"
    return idle_create_body(image, labels, Binds=[bind])


def label_changes(labels: Mapping[str, str]) -> list[str]:
    """Return the instructions of a Dockerfile that give an image labels."""
    return [f"LABEL {key}={json.dumps(value)}" for key, value in labels.items()]


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

#: the PATH of a container whose image has none, as engines set it
DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
#: the idle program of a copy, put there for that
COPY_PROGRAM = "/.pydock/busybox"


class Toolbox(NamedTuple):
    """What the tools see: a container's first process, by its PID in their namespace or else by
    the container's ID, the user and home, and the user's directory and variables.
    """

    process: str
    user: User
    directory: str
    variables: Sequence[str]


def copy_create_body(image: str, labels: Mapping[str, str], volumes_from: str) -> Json:
    """Return the body that creates the copy of an image or stopped container, which does nothing.

    It has the volumes of the container, read-only.
    """
    host_config: Json = {"VolumesFrom": [f"{volumes_from}:ro"]} if volumes_from else {}
    body = helper_create_body(image, labels, host_config)
    guard = _guard(f"{COPY_PROGRAM} cat")
    return body | {"Entrypoint": [COPY_PROGRAM, "sh", "-c", guard], "User": "0:0"}


def toolbox_create_body(
    image: str, labels: Mapping[str, str], target: str, config: Json, user: User
) -> Json:
    """Return the body that creates a toolbox for a running container with the HostConfig `config`.

    Its first process is of the user, without capabilities, so that the user's programs reach the
    files of the toolbox.
    """
    program = f"nsenter -S {user.uid} -G {user.gid} -F cat"
    host_config = _toolbox_host_config(target, config)
    return helper_create_body(image, labels, host_config, program=program) | {"User": "0:0"}


def _toolbox_host_config(target: str, config: Json) -> Json:
    host_config: Json = {
        "PidMode": f"container:{target}",
        "NetworkMode": shared_network(target, config.get("NetworkMode", "")),
        "CapAdd": ["SYS_PTRACE"],
        "SecurityOpt": ["apparmor=unconfined", "label=disable"],
    }
    ipc = config.get("IpcMode", "")
    if ipc == "shareable":
        host_config["IpcMode"] = f"container:{target}"
    elif ipc == "host" or ipc.startswith("container:"):
        host_config["IpcMode"] = ipc
    if users := config.get("UsernsMode", ""):
        host_config["UsernsMode"] = users
    return host_config


def process_to_find(target: str, config: Json, pid: int) -> str:
    """Return a PID in the namespace that a toolbox shares, or the ID of a container to find there.

    `pid` is the PID that the engine reports, in the namespace of the host.
    """
    mode = config.get("PidMode", "")
    if not mode:
        return "1"
    return str(pid) if mode == "host" else target


def toolbox_exec_body(toolbox: Toolbox, guard: int, command: Sequence[str]) -> Json:
    """Return the body of the exec that runs a command, or a shell, among a container's files.

    `guard` is the first process of the toolbox: its files are in its directory of /proc, which
    is the same inside the container. The streams are added by the caller.
    """
    process, (uid, gid, home), directory, variables = toolbox
    paths = [text.removeprefix("PATH=") for text in variables if text.startswith("PATH=")]
    others = [text for text in variables if not text.startswith("PATH=")]
    path = paths[-1] if paths else DEFAULT_PATH
    arguments = [process, str(guard), str(uid), str(gid), directory, path]
    return {
        "Cmd": ["sh", "-c", _ENTER, "debug", *arguments, *command],
        # a shell would write its history into the container
        "Env": [f"HOME={home}", "HISTFILE=", *others],
        "User": "0:0",
    }


# Programs that are not linked statically do not find their libraries among the container's files:
# then the command runs among those of the toolbox.
_ENTER = r"""
process=$1 tools=/proc/$2/root uid=$3 gid=$4 directory=$5 path=$6
shift 6
case $process in ?????????????????*)
  id=$process process=
  for one in /proc/[0-9]*; do
    if grep -q "$id" "$one/mountinfo" 2>/dev/null && ! [ "$one/root/" -ef / ]; then
      process=${one#/proc/}
      break
    fi
  done ;;
esac
root=/proc/$process/root
if [ -z "$process" ] || ! ls -d "$root/" >/dev/null 2>&1; then
  echo "the files of the container cannot be reached: $root" >&2
  exit 126
fi
inside= shell=
IFS=:
for one in $PATH; do
  inside=$inside:$tools$one
  if [ -z "$shell" ] && [ -x "$one/sh" ]; then shell=$one/sh; fi
done
unset IFS
run='cd "$1" || exit 126; shift; exec "$@"'
if nsenter "-r$root" -F "$tools$shell" -c : 2>/dev/null; then
  export PATH="$path$inside"
  [ $# -gt 0 ] || set -- "$tools$shell"
  exec nsenter "-r$root" -S "$uid" -G "$gid" -F "$tools$shell" -c "$run" sh "$directory" "$@"
fi
echo "the tools need libraries of their own: the files of the container are in $root" >&2
[ $# -gt 0 ] || set -- "$shell"
exec nsenter -S "$uid" -G "$gid" -F "$shell" -c "$run" sh "$root/$directory" "$@"
"""
