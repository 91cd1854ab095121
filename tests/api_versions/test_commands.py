"""Common commands on old engines: each works, or reports which API version it requires.

A row is a command line, the API version that it requires, and what it prints on an engine with
that version; on older ones the error names the version.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.api_versions.conftest import EngineAt

VERSIONS = ("1.12", "1.15", "1.18", "1.21", "1.24")

COMMANDS = [
    ("version", "1.12", r".*API version: +1\.\d\d \(downgraded from 1\.55\).* Engine:.*"),
    ("version -f {{.Server.APIVersion}}", "1.12", r"1\.\d\d\n"),
    ("info", "1.12", r".* Containers: 2\n.* Storage Driver: aufs\n.*"),
    ("info -f {{.MemoryLimit}}/{{.SwapLimit}}", "1.12", "true/false\n"),
    ("ps", "1.12", r"CONTAINER ID .*Up 5 minutes +0\.0\.0\.0:8080->80/tcp +web\n"),
    ("ps -a --format {{.Names}}={{.State}}", "1.12", "web=running\ndone=exited\n"),
    ("ps -s", "1.12", r".*5kB \(virtual 7kB\)\n"),
    ("ps -q --filter status=running", "1.14", "(0a){6}\n"),
    ("ps --filter exited=0", "1.12", "CONTAINER.*"),
    ("ps --filter label=a", "1.18", "CONTAINER.*"),
    ("ps --filter ancestor=busybox", "1.22", "CONTAINER.*"),
    ("ps --filter network=n", "1.24", "CONTAINER.*"),
    ("images", "1.12", r"IMAGE +ID +DISK USAGE.*\nbusybox:latest +1f1f1f1f1f1f +2\.5MB +0B.*\n"),
    (
        "images --format table",
        "1.12",
        r"REPOSITORY +TAG .*busybox +latest +1f1f1f1f1f1f .*2\.5MB\n.*",
    ),
    ("images --viz", "1.12", "digraph docker.*"),
    ("images --filter dangling=true -q", "1.12", "1f.*"),
    ("images --filter before=busybox", "1.24", ".*"),
    ("history busybox", "1.12", r"IMAGE .*1f1f1f1f1f1f .*5B *\n"),
    ("inspect -f {{.Config.Image}} web", "1.12", "busybox\n"),
    ("inspect -f {{.Architecture}} busybox", "1.12", "amd64\n"),
    ("inspect -s -f {{.Id}} web", "1.21", "(0a){32}\n"),
    ("run --rm busybox say hello", "1.12", "hello\n"),
    ("run --cidfile HOME/cid busybox say hello", "1.12", "hello\n"),
    ("run -d busybox sleep", "1.12", "[0-9a-f]{64}\n"),
    ("run -d --rm busybox sleep", "1.25", ""),
    ("run -p 80:80 -v /h:/c --dns 8.8.8.8 --link web:w --privileged busybox say x", "1.12", "x\n"),
    ("run -m 5m -c 5 --cpuset-cpus 0 -e A=1 -w /w -u me busybox say x", "1.12", "x\n"),
    ("run --cap-add net_raw --device /dev/null --restart always busybox say x", "1.14", "x\n"),
    ("run --add-host a:1.2.3.4 busybox say x", "1.15", "x\n"),
    ("run --mac-address 92:d0:c6:0a:29:33 busybox say x", "1.16", "x\n"),
    ("run --read-only --label a=b --pid host busybox say x", "1.17", "x\n"),
    ("run --ulimit nofile=5 --cgroup-parent p --log-driver none busybox say x", "1.18", "x\n"),
    ("run --cpu-quota 5 --uts host busybox say x", "1.19", "x\n"),
    ("run --group-add 5 busybox say x", "1.20", "x\n"),
    ("run --network mine busybox say x", "1.21", "x\n"),
    ("run --network name=mine,alias=a busybox say x", "1.22", "x\n"),
    ("run --shm-size 5m busybox say x", "1.22", "x\n"),
    ("run --pids-limit 5 busybox say x", "1.23", "x\n"),
    ("run --health-cmd true busybox say x", "1.24", "x\n"),
    ("run --init busybox say x", "1.25", ""),
    ("create busybox sleep", "1.12", "[0-9a-f]{64}\n"),
    ("create -e A=1 -m 5m busybox", "1.12", "[0-9a-f]{64}\n"),
    ("create -p 80:80 busybox sleep", "1.15", "[0-9a-f]{64}\n"),
    ("start done", "1.12", "done\n"),
    ("start -a done", "1.12", "hello\n"),
    ("start web", "1.12", "web\n"),
    ("stop -t 1 web", "1.12", "web\n"),
    ("stop done", "1.12", "done\n"),
    ("restart web", "1.12", "web\n"),
    ("kill web", "1.12", "web\n"),
    ("pause web", "1.12", "web\n"),
    ("wait done", "1.12", "0\n"),
    ("rm done", "1.12", "done\n"),
    ("rm -f -v web", "1.12", "web\n"),
    ("rename web db", "1.17", ""),
    ("top web", "1.12", "PID +CMD\n5 +sleep\n"),
    ("top web -ef", "1.12", "PID +CMD\n5 +-ef\n"),
    ("port web", "1.12", "80/tcp -> 0.0.0.0:8080\n"),
    ("diff web", "1.12", "A /new\nC /etc\n"),
    ("logs done", "1.12", "hello\n"),
    ("logs --tail 5 done", "1.13", "hello\n"),
    ("logs --since 5m done", "1.19", "hello\n"),
    ("stats --no-stream web", "1.17", r"CONTAINER ID.*1MiB / 2MiB +50\.00% +5kB / 7kB.*"),
    ("exec -d web say x", "1.15", ""),
    ("exec web say x", "1.15 1.16", "x\n"),
    ("exec -u me web say x", "1.15 1.19", "x\n"),
    ("export -o HOME/out.tar web", "1.12", ""),
    ("cp web:/etc HOME", "1.12", ""),
    ("cp HOME/out web:/tmp", "1.20", ""),
    ("commit -m why web mine:1", "1.12", "(3d){32}\n"),
    ("commit -c 'ENV a=b' web mine:1", "1.18", "(3d){32}\n"),
    ("update -m 5m web", "1.22", "web\n"),
    ("update --restart no web", "1.22 1.23", "web\n"),
    ("pull busybox", "1.12", r"Using default tag: latest\nPulling repository .*complete\n.*"),
    ("push r.example/busybox", "1.12", r".*The push refers to a repository \[r\.example/.*"),
    ("tag busybox old", "1.12", ""),
    ("rmi old", "1.12", f"Untagged: old:latest\nDeleted: {'2e' * 32}\n"),
    ("search --limit 2 busybox", "1.12", r"NAME .*busybox +2000 +\[OK\]\nme/busybox +3 *\n"),
    ("search --filter stars=2 busybox", "1.12", "NAME .*me/busybox +3 *\n"),
    ("save -o HOME/s.tar busybox", "1.12", ""),
    ("save -o HOME/s.tar busybox old", "1.15", ""),
    ("load", "1.12", "(Loaded image: busybox:latest\n)?"),
    ("import HOME/.docker/config.json mine", "1.12", "(4c){32}\n"),
    ("login -u me -p secret r.example", "1.12", ".*Login Succeeded\n"),
    ("events --since 1 --until 2", "1.12", ".*container die (0a){32} .*image=busybox.*\n"),
    ("events --since 1 --until 2 --filter event=die", "1.16", ".* die .*"),
    ("events --since 1 --until 2 --filter type=container", "1.22", ".* die .*"),
    ("network ls -q", "1.21", "b{12}\n"),
    ("network connect mine web", "1.21", ""),
    ("network connect --ip 10.0.0.5 --alias a mine web", "1.21 1.22", ""),
    ("network connect --link-local-ip 169.254.0.1 mine web", "1.21 1.24", ""),
    ("network create --internal --label a=b mine", "1.21 1.22", "n{64}\n"),
    ("network create --ipv6 mine", "1.21 1.23", "n{64}\n"),
    ("volume ls -q", "1.21", "data\n"),
    ("system df", "1.25", ""),
    ("image prune -f", "1.25", ""),
    ("plugin ls", "1.25", ""),
]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(("line", "needs", "printed"), COMMANDS, ids=[c[0] for c in COMMANDS])
def test_it_works_or_names_what_it_requires(
    engine_at: EngineAt, tmp_path: Path, version: str, line: str, needs: str, printed: str
) -> None:
    engine, pydock = engine_at(version)
    web = engine.add("web", "sleep")
    done = engine.add("done", "say", "hello", state="exited")
    done.write(1, b"hello\n")
    engine.happen(web, "die")
    result = pydock(*shlex.split(line.replace("HOME", str(tmp_path))))
    lacking = next((one for one in needs.split() if not engine.at_least(one)), "")
    if not lacking:
        assert result.status == 0, result.err
        assert re.fullmatch(printed, result.out, re.DOTALL), result.out
    else:
        assert result.status in (1, 125)
        sentence = f"requires API version {lacking}, but the Docker daemon API version is {version}"
        assert sentence in result.err
        assert "Traceback" not in result.err
