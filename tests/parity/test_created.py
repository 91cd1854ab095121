"""Containers that a real engine creates from the options of `create`: docker's and pydock's."""

from __future__ import annotations

import re
import shlex
import shutil
from operator import itemgetter
from typing import Any

import pytest

from tests.conftest import Engine
from tests.engine.program import Program
from tests.support.recordings import Oracle, plain

#: each line holds options that go together; what engines differ in is not here
LINES = """
-it --entrypoint '' -w /w -u 1:2 -h host --domainname d -m 1.5g --memory-reservation 10m
-a stdin -a stderr -i --stop-signal 9 --stop-timeout 0 --init --rm --cpus 1.5 --pids-limit -1
-e A=1 -e HOME -e NOT_SET -e A=2 --env-file env.list -l a -l b=c -l b=d --label-file labels
--restart on-failure:3 --read-only --privileged --group-add 5 --platform linux --pull never -q
--cap-add net_raw --cap-add CAP_CHOWN --cap-drop all --security-opt no-new-privileges
--security-opt seccomp=profile.json --security-opt label=disable --cgroup-parent /p
--security-opt systempaths=unconfined --cgroupns private --ipc shareable --pid host --uts host
--sysctl kernel.sem='1 2 3 4' --log-driver json-file --log-opt max-size=5m --network none
-p 80 -p 127.0.0.1:81:80 -p 127.0.0.1::82/udp -p 90-92:80-82 -p [::1]:8080:80/sctp
-p target=80,published=8080,protocol=udp -P --expose 90-92/udp
-v /a:/b -v ./c:/d:ro -v {name}:/e:nocopy -v /f
--mount type=bind,src=/tmp,dst=/b,ro,bind-propagation=rslave --tmpfs /c:size=1m --shm-size 1g
--mount src={name},dst=/b,volume-label=a=b,volume-nocopy --mount type=tmpfs,dst=/t,tmpfs-size=1m
--add-host a:1.2.3.4 --add-host b=::1
--network {name} --network-alias a --ip 10.9.8.7 --link-local-ip 169.254.0.1
--network name={name},alias=a,alias=b,ip=10.9.8.7,driver-opt=a=b --dns 1.1.1.1 --dns-search a.b
--device /dev/null:/dev/a:r --device-cgroup-rule 'c 1:3 rwm' --device-read-bps /dev/null:1mb
--memory 1g --memory-swap -1 --oom-kill-disable --oom-score-adj -5 --no-healthcheck
-c 0x10 --cpuset-cpus 0 --ulimit nproc=3 --ulimit nofile=1024:2048 --device-write-iops /dev/null:6
--health-cmd 'test -e /a' --health-interval 1m30s --health-retries 3 --health-timeout 100ms
"""

FILES = {
    "env.list": "# comment\nFROM_FILE=1\nHOME\nNOT_SET\n",
    "labels": "from.file=1\nalone\n",
    "profile.json": '{"defaultAction": "SCMP_ACT_ALLOW"}\n',
}

#: what is another one for each container
OWN = ("Id", "Created", "Name")


@pytest.mark.parametrize("line", LINES.strip().splitlines())
def test_the_same_container(
    line: str, engine: Engine, oracle: Oracle, pydock: Program, name: str
) -> None:
    if "{name}" in line:
        subnet = {"Config": [{"Subnet": "10.9.8.0/24"}]}
        engine.client.post("/networks/create", {"Name": name, "IPAM": subnet})

    def by_docker(docker: str) -> Any:
        home = pydock.home / "docker"
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir()
        return _made(line, Program([docker], home, engine.host, engine.api_version), engine, name)

    theirs = oracle((line, FILES), by_docker)
    assert plain(_made(line, pydock, engine, name)) == theirs


def _made(line: str, program: Program, engine: Engine, name: str) -> Any:
    """The engine's answer to inspect of the container that a program creates."""
    home = program.home / "same"  # of the same name for both, as it gets into mounts
    program.home.joinpath("same").mkdir()
    for file, text in FILES.items():
        (home / file).write_text(text)
    words = shlex.split(line.replace("{name}", name))
    container = f"{name}-made"
    program("create", "--name", container, *words, "busybox", "true", cwd=home).ok()
    found = engine.client.get(f"/containers/{container}/json")
    engine.client.remove_container(container)
    own_id = found["Id"]
    for key in OWN:
        del found[key]
    # Of these the engine or docker makes lists in no order.
    found["Mounts"].sort(key=itemgetter("Destination"))
    for part, key in (("HostConfig", "Binds"), ("Config", "Env")):
        found[part][key] = sorted(found[part][key] or ())
    text = repr(found).replace(own_id, "<ID>").replace(own_id[:12], "<ID>").replace(name, "<NAME>")
    text = re.sub(r"/tmp/pydock-test-\w+", "<DIRECTORY>", text)
    text = text.replace(", 'DriverConfig': {}", "")  # docker 28 sends it, docker 29 does not
    return re.sub(r"\b[0-9a-f]{64}\b", "<VOLUME>", text).replace(str(program.home), "<HOME>")
