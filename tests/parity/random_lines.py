"""Command lines at random: every command of the surface, with plausible and implausible values.

The same seed gives the same lines. A line needs only the files of `FILES` and writes only below
the working directory.
"""

from __future__ import annotations

import json
import random
import shlex
from collections.abc import Iterator
from pathlib import Path

from tests.parity.recorder import COMMON_FILES

SURFACE = json.loads((Path(__file__).parents[1] / "data" / "surface.json").read_text())
COMMANDS: dict[str, dict[str, list[str]]] = SURFACE["commands"]
GROUPS: dict[str, dict[str, list[str]]] = SURFACE["groups"]

#: commands that contact registries, or wait for an engine that goes on sending
LEFT_OUT = {
    "container stats", "events", "login", "logout", "manifest annotate", "manifest create",
    "manifest inspect", "manifest push", "stats", "swarm ca", "system events",
}  # fmt: skip

#: commands that otherwise wait for tasks
DETACHED = ("service create", "service rollback", "service scale", "service update")

FILES = {
    **COMMON_FILES,
    "context/Dockerfile": "FROM scratch\n",
    "stack.yml": "services:\n  web:\n    image: web:1\n",
    "bad.yml": "services: [\n",
}

#: what an option takes, by its name
BY_NAME = {
    "format": ["json", "{{.ID}}", "{{json .}}", "table {{.ID}}", "{{.Nope}}", "{{", "pretty", "x"],
    "filter": ["label=a", "name=x", "until=1h", "dangling=true"],
    "network": ["host", "none", "n", "name=n,alias=a", "container:web", "name=n,ip=1.2.3.4"],
    "volume": ["/data", "v:/data", "/a:/b:ro", "v:/d:nocopy", ".:/w", "/a:/b:xx", "a:b", "/:/x:z"],
    "publish": ["80", "8080:80", "127.0.0.1::80/udp", "80-82:90-92", "x", "80:80:80:80"],
    "publish-add": ["80", "8080:80", "published=1,target=2", "mode=host,target=1"],
    "publish-rm": ["80", "8080:80", "x"],
    "expose": ["80", "80/udp", "80-90", "x", "80/x"],
    "env": ["A=1", "HOME", "A", "=x", "A=b c"],
    "env-file": ["env.list", "bad-env.list", "missing", "empty"],
    "label-file": ["labels", "missing"],
    "label": ["a=b", "a", "=b", "a=b=c"],
    "add-host": ["h:1.2.3.4", "h=::1", "h:host-gateway", "h", "h:x"],
    "host": ["h:1.2.3.4", "h"],
    "host-add": ["h:1.2.3.4", "h"],
    "device": ["/dev/null", "/dev/null:/dev/x:rwm", "/dev/null:/x:q", "vendor.com/class=d"],
    "device-read-bps": ["/dev/null:1mb", "/dev/null", "x:1"],
    "device-write-iops": ["/dev/null:10", "/dev/null:x"],
    "blkio-weight-device": ["/dev/null:100", "/dev/null:5", "null:100"],
    "device-cgroup-rule": ["c 1:3 rwm", "x"],
    "restart": ["no", "always", "on-failure:3", "on-failure:x", "unless-stopped", "sometimes"],
    "mount": ["type=bind,src=/a,dst=/b", "type=volume,dst=/d", "type=tmpfs,dst=/t", "x", "type=x"],
    "mount-add": ["type=bind,src=/a,dst=/b", "type=volume,dst=/d,volume-nocopy", "type=bind"],
    "security-opt": ["seccomp=profile.json", "seccomp=missing", "no-new-privileges", "label:x"],
    "storage-opt": ["size=1g", "x"],
    "log-opt": ["max-size=1m", "x", ""],
    "log-driver": ["none", "json-file"],
    "link": ["web:w", "web", "a:b:c"],
    "attach": ["stdin", "stdout", "STDERR", "x"],
    "ip": ["1.2.3.4", "x", "::1"],
    "ip6": ["::1", "x", "1.2.3.4"],
    "dns": ["1.1.1.1", "x"],
    "pid": ["host", "container:web", "x"],
    "ipc": ["host", "private", "shareable", "x"],
    "uts": ["host", "x"],
    "userns": ["host", "x"],
    "cgroupns": ["host", "private", "x"],
    "platform": ["linux/amd64", "linux", "x/y/z/q", "linux/arm64/v8", "LINUX/AMD64"],
    "pull": ["always", "never", "missing", "sometimes"],
    "detach-keys": ["ctrl-p,ctrl-q", "a,b", "ctrl-", "x y", "ctrl-@"],
    "health-cmd": ["true", ""],
    "stop-signal": ["TERM", "9", "x"],
    "signal": ["KILL", "9", "x", ""],
    "gpus": ["all", "2", "device=0", "x=y", '"device=0,1"'],
    "type": ["container", "image", "volume", "x"],
    "file": ["context/Dockerfile", "missing", "-"],
    "compose-file": ["stack.yml", "missing.yml", "bad.yml"],
    "output": ["out.tar", "missing/out.tar", "context"],
    "input": ["empty", "missing"],
    "cidfile": ["cid", "empty", "missing/cid"],
    "iidfile": ["iid", "missing/iid"],
    "checkpoint-dir": ["context", "missing"],
    "since": ["1h", "2020-01-01", "1577836800", "x"],
    "until": ["1h", "2020-01-01T00:00:00", "x"],
    "tail": ["10", "all", "x", "-1"],
    "availability": ["active", "drain", "x"],
    "role": ["manager", "worker", "x"],
    "mode": ["replicated", "global", "replicated-job", "x"],
    "endpoint-mode": ["vip", "dnsrr", "x"],
    "update-order": ["start-first", "stop-first", "x"],
    "update-failure-action": ["pause", "rollback", "x"],
    "restart-condition": ["none", "any", "x"],
    "resolve-image": ["always", "never", "x"],
    "isolation": ["default", "x"],
    "constraint": ["node.role==manager", "x"],
    "generic-resource": ["gpu=2", "gpu", "gpu=a"],
    "generic-resource-add": ["gpu=2", "x"],
    "driver": ["bridge", "overlay", "local", ""],
    "subnet": ["10.0.0.0/16", "x", "::/64"],
    "gateway": ["10.0.0.1", "x"],
    "ip-range": ["10.0.0.0/24", "x", "10.0.0.1"],
    "config": ["c", "source=c,target=/t", "x=y"],
    "secret": ["s", "source=s,target=t,mode=0400", "mode=x,source=s"],
    "docker": ["host=unix:///x", "host=tcp://h:1", "x", "host=://", "from=default"],
    "external-ca": ["protocol=cfssl,url=https://h", "x"],
    "username": ["me"],
    "token": ["t", ""],
    "change": ["CMD true", "ENV A=1", "X"],
    "tag": ["me/app:1", "A", "x:y:z"],
    "build-arg": ["A=1", "HOME"],
    "entrypoint": ["sh", "", "sh -c"],
    "user": ["1000", "root:root"],
    "workdir": ["/w", "w"],
    "mac-address": ["02:42:ac:11:00:02", "x"],
    "name": ["web", "a b", ""],
    "sysctl": ["net.a=1", "x"],
    "tmpfs": ["/t", "/t:size=1m"],
    "scope": ["swarm", "single", "multi", "x"],
    "sharing": ["all", "none", "x"],
    "template-driver": ["golang"],
    "data-path-addr": ["eth0", "1.2.3.4"],
    "credential-spec": ["config://c", "file://x", "x"],
}  # fmt: skip

#: what an option takes, by its kind
BY_KIND = {
    "string": ["web", "x", ""],
    "list": ["a=b", "x"],
    "strings": ["a", "a,b", '"a'],
    "int": ["0", "1", "10", "-1"],
    "uint": ["0", "3"],
    "uint16": ["0", "500"],
    "uint32": ["24", "4789"],
    "duration": ["1s", "0", "1h30m", "-1s"],
    "bytes": ["4m", "1g", "4096", "-1", "0"],
    "decimal": ["1.5", "2", "0.0000000001", "1/3"],
    "float": ["0.5", "0", "2"],
    "ulimit": ["nofile=1024", "nofile=10:5", "core=-1", "x=1", "nofile=x"],
    "filter": ["label=a", "name=x"],
    "map": ["a=b", "a"],
    "pref": ["spread=node.labels.a", "x"],
    "command": ["a b", "'a b' c", "'"],
    "pem-file": ["ca.pem", "missing", "empty"],
    "node-addr": ["1.2.3.4", "eth0:2377", "x:y:z"],
    "ipNetSlice": ["10.0.0.0/8", "x"],
    "ipSlice": ["1.2.3.4", "1.2.3.4,::1", "x"],
    "stringToString": ["host=unix:///x", "x"],
}

#: what hardly any option takes
IMPLAUSIBLE = [
    "", " ", "=", "a b", "-", "--", "x,y", "1.5", "99999999999999999999", "0x10", "010", "1_0",
    "-9223372036854775808", "ö", "/", "..", "a:b:c", "true", "\t", '"', "%s", "1e3", "+1", "NaN",
    "1d", "1kb", "10 MB", "-5m", "a=b=c", "Ab/C", "{{.}}", "@", "null",
]  # fmt: skip

BOOLEANS = ["", "", "", "", "=true", "=false", "=1", "=F", "=maybe", "="]

NAMES = ["web", "db", "4f4f4f4f", "missing", "/web"]
UNUSUAL_NAMES = [
    "",
    " ",
    "a b",
    "A",
    "-",
    ".",
    "..",
    "a/b",
    "a:b:c",
    "../x",
    "ö",
    "*",
    "web?x=1",
    "%2f",
]
ARGUMENTS = {
    "CONTAINER": NAMES,
    "IMAGE": ["web:1", "busybox", "me/app:2", "reg.test:5000/a/b@sha256:" + "0" * 64, "missing"],
    "NAME": ["web:1", "busybox"],
    "NODE": ["self", *NAMES],
    "SERVICE": ["plain", "full", "web=2", *NAMES],
    "PLUGIN": ["p:1", "p"],
    "KEY": ["A=1", "A"],
    "PATH": ["context", "missing", "-", "context/Dockerfile", "http://h.invalid:1/x"],
    "FILE": ["-", "empty", "missing", "stack.yml"],
    "COPY": ["web:/etc", ".", "-", "context", "web:", "missing", ":x", "a:/b"],
    "COMMAND": ["true", "sh", "-c", "--x", "-it"],
    "CONTEXT": ["default", "mine", "missing"],
    "PORT": ["80", "80/udp", "x", "80/tcp"],
    "HOST": ["1.2.3.4:2377", "x"],
    "TOKEN": ["worker", "manager", "x"],
    "OPTIONS": ["-o", "pid", "aux"],
}

#: the arguments of commands, by the last word or by the whole path
SHAPES = {
    "attach": "CONTAINER", "build": "PATH", "commit": "CONTAINER IMAGE", "cp": "COPY COPY",
    "create": "NAMES", "run": "IMAGE COMMAND COMMAND", "container create": "IMAGE COMMAND",
    "service create": "IMAGE COMMAND", "exec": "CONTAINER COMMAND COMMAND", "history": "IMAGE",
    "import": "FILE IMAGE", "port": "CONTAINER PORT", "pull": "IMAGE", "push": "IMAGE",
    "rename": "CONTAINER CONTAINER", "rmi": "IMAGE IMAGE", "image rm": "IMAGE IMAGE",
    "save": "IMAGE IMAGE", "search": "NAME", "tag": "IMAGE IMAGE", "top": "CONTAINER OPTIONS",
    "checkpoint create": "CONTAINER CONTAINER", "checkpoint rm": "CONTAINER CONTAINER",
    "config create": "CONTAINER FILE", "secret create": "CONTAINER FILE",
    "network create": "CONTAINER", "volume create": "CONTAINER", "context create": "CONTEXT",
    "context export": "CONTEXT FILE", "context import": "CONTEXT FILE", "use": "CONTEXT",
    "context update": "CONTEXT", "context rm": "CONTEXT CONTEXT", "context inspect": "CONTEXT",
    "connect": "CONTAINER CONTAINER", "disconnect": "CONTAINER CONTAINER",
    "image inspect": "IMAGE", "images": "IMAGE", "image ls": "IMAGE",
    "plugin create": "PLUGIN PATH",
    "plugin set": "PLUGIN KEY", "plugin install": "PLUGIN KEY", "upgrade": "PLUGIN PLUGIN",
    "plugin push": "PLUGIN", "join": "HOST", "join-token": "TOKEN", "scale": "SERVICE SERVICE",
    "deploy": "CONTAINER", "load": "", "ls": "", "ps": "", "prune": "", "info": "", "version": "",
    "df": "", "show": "", "init": "", "leave": "", "unlock": "", "unlock-key": "",
    "stack config": "",
    "stack ps": "CONTAINER", "node ps": "NODE", "service ps": "SERVICE", "swarm update": "",
    "volume update": "CONTAINER", "services": "CONTAINER", "checkpoint ls": "CONTAINER",
}  # fmt: skip


def command_lines(seed: int, count: int) -> Iterator[str]:
    """Yield command lines, each once; commands with many options come more often."""
    chance = random.Random(seed)
    commands = sorted(set(COMMANDS) - LEFT_OUT)
    weights = [3 + len(COMMANDS[command]) for command in commands]
    seen: set[str] = set()
    while len(seen) < count:
        line = shlex.join(_words(chance, *chance.choices(commands, weights)))
        if line not in seen:
            seen.add(line)
            yield line


def _words(chance: random.Random, command: str) -> list[str]:
    options: list[list[str]] = []
    declared = sorted(COMMANDS[command])
    for _ in range(chance.choice([0, 0, 1, 1, 1, 2, 2, 3, 4]) + 2 * (len(declared) > 30)):
        if declared and chance.random() < 0.97:
            name = chance.choice(declared)
            options.append(_option(chance, name, *COMMANDS[command][name]))
        elif chance.random() < 0.3:
            options.append(
                [chance.choice(["--nope", "-Z", "-", "--help", "---x", "--", "--nope=1"])]
            )
    arguments = _arguments(chance, command)
    given = [word for option in options for word in option]
    path = command.split()
    if command in DETACHED:
        given.append("--detach")
    if chance.random() < 0.03:
        path[-1] = chance.choice([path[-1].upper(), path[-1][:-1], path[-1] + "x"])
    if chance.random() < 0.1:
        return [*path, *arguments, *given]
    return [*path, *given, *arguments]


def _option(chance: random.Random, name: str, short: str, kind: str) -> list[str]:
    if not kind:
        value = chance.choice(BOOLEANS)
        return [f"-{short}{value}" if short and chance.random() < 0.5 else f"--{name}{value}"]
    if chance.random() < 0.15:
        value = chance.choice(IMPLAUSIBLE)
    else:
        value = chance.choice(BY_NAME.get(name) or BY_KIND.get(kind) or BY_KIND["string"])
    if short and chance.random() < 0.4:
        return chance.choice([[f"-{short}", value], [f"-{short}{value}"], [f"-{short}={value}"]])
    return chance.choice([[f"--{name}", value], [f"--{name}={value}"]])


def _arguments(chance: random.Random, command: str) -> list[str]:
    shape = SHAPES.get(command, SHAPES.get(command.split()[-1], _of_noun(command))).split()
    if chance.random() < 0.12:
        shape = [*shape, chance.choice(list(ARGUMENTS))] if chance.random() < 0.5 else shape[:-1]
    return [
        chance.choice(UNUSUAL_NAMES if chance.random() < 0.08 else ARGUMENTS[kind])
        for kind in (part if part in ARGUMENTS else "CONTAINER" for part in shape)
    ]


def _of_noun(command: str) -> str:
    noun = command.split()[0].upper()
    return f"{noun} {noun}" if noun in ARGUMENTS else "CONTAINER CONTAINER"
