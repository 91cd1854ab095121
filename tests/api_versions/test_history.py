"""The history of the Engine API, entry by entry, as far as a client can see it.

A row is a version, what the client does with its new parts, a command line, and the result:
`sends` is a request that the engine gets (method, path and query, sorted), `prints` is the output.
`before` is the result on an engine of the previous version: a request that is sent instead, after
"sends ", or a part of the error message. Bodies and headers have rows of their own in `BODIES`.
"""

from __future__ import annotations

import base64
import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from pydock.api.engine import MIN_API_VERSION, parse_version
from tests.api_versions.conftest import EngineAt, Pair
from tests.api_versions.engine import OLD_IMAGE_ID, Request
from tests.support.engine import Done


class Row(NamedTuple):
    version: str
    what: str
    line: str
    sends: str = ""
    prints: str = ""
    before: str = ""
    status: int = 0


ARM = '{"architecture":"arm64","os":"linux"}'

HISTORY = (
    # what is older than the oldest supported version, 1.12, holds at 1.12 and ever after
    Row("1.1", "progress of pull as a stream of JSON", "pull x",
        prints=".*abc: Download complete.*"),
    Row("1.1", "an error in the stream is the command's", "pull missing", prints=".*", status=1),
    Row("1.2", "rmi says what it untagged and deleted", "rmi old",
        prints=f"Untagged: old:latest\nDeleted: {OLD_IMAGE_ID}\n"),
    Row("1.3", "processes of a container", "top web", sends="GET /containers/web/top"),
    Row("1.3", "events live, or polled with a time", "events --since 1 --until 2",
        sends="GET /events?since=1&until=2", prints=".*container die.*"),
    Row("1.3", "build takes a stream", "build -t b HOME", sends="POST /build?t=b&version=1"),
    Row("1.3", "sizes in a list", "ps -s", sends="GET /containers/json?size=1",
        prints=r".*5kB \(virtual 7kB\)\n"),
    Row("1.4", "top with options of ps", "top web -o pid",
        sends="GET /containers/web/top?ps_args=-o pid"),
    Row("1.4", "images' names in events", "events --since 1 --until 2",
        prints=r".*image=busybox.*"),
    Row("1.5", "ports as structures", "ps", prints=r".*0\.0\.0\.0:8080->80/tcp.*"),
    Row("1.6", "the two streams are separate", "run --rm busybox say out err", prints="out\n"),
    Row("1.7", "an image once, with all of its names", "images -q", prints="1f.{10}\n2e.{10}\n"),
    Row("1.7", "the graph of images is the client's work", "images --viz",
        prints="digraph docker.*",
        sends="GET /images/json?all=1"),
    Row("1.8", "the details of progress", "pull x", prints=".*"),
    Row("1.10", "rmi by force, and without pruning", "rmi -f --no-prune old",
        sends="DELETE /images/old?force=1&noprune=1"),
    Row("1.10", "rm by force", "rm -f web", sends="DELETE /containers/web?force=1"),
    Row("1.11", "a ping to begin with", "ps", sends="GET /_ping"),
    Row("1.11", "an end of events", "events --since 1 --until 5",
        sends="GET /events?since=1&until=5"),
    Row("1.11", "logs have a place of their own", "logs done", prints="hello\n",
        sends="GET /containers/ID/logs?stderr=1&stdout=1"),
    Row("1.12", "build removes its containers by force", "build --force-rm -t b HOME",
        sends="POST /build?forcerm=1&t=b&version=1"),
    Row("1.12", "inspect in CamelCase", "inspect -f {{.State.Running}} web", prints="true\n"),
    Row("1.12", "pause and unpause", "pause web", sends="POST /containers/web/pause"),
    Row("1.13", "304 from start is no error", "start web", prints="web\n"),
    Row("1.13", "304 from stop is no error", "stop done", prints="done\n"),
    Row("1.13", "the sockets of the engine", "info -f json", prints=".*"),
    Row("1.13", "commit without a pause", "commit --no-pause web", prints="(3d){32}\n",
        sends="POST /commit?container=web&pause=0"),
    Row("1.13", "the end of logs", "logs --tail 5 done", before='"--tail"',
        sends="GET /containers/ID/logs?stderr=1&stdout=1&tail=5"),
    Row("1.14", "capabilities", "run --cap-add net_raw busybox say x", prints="x\n",
        before='"--cap-add"'),
    Row("1.14", "devices and restarts", "run --restart always --device /dev/null busybox say x",
        prints="x\n", before='"--device".*"--restart"'),
    Row("1.14", "rm -f kills", "rm -f web", sends="DELETE /containers/web?force=1"),
    Row("1.14", "the tag of a pull", "pull r.example/x:2",
        sends="POST /images/create?fromImage=r.example/x&tag=2",
        before="sends POST /images/create?fromImage=r.example/x&tag=2"),
    Row("1.15", "exec", "exec -d web say x", sends="POST /containers/web/exec",
        before="docker exec"),
    Row("1.15", "create with a host config", "create -p 80:80 busybox", prints="[0-9a-f]{64}\n",
        before='"--publish" without a start'),
    Row("1.15", "several images in one archive", "save -o HOME/s busybox old",
        sends="GET /images/get?names=busybox&names=old", before="saving several images at once"),
    Row("1.15", "one image in an archive", "save -o HOME/s busybox",
        sends="GET /images/get?names=busybox", before="sends GET /images/busybox/get"),
    Row("1.16", "the exit status of exec", "exec web fail 3", sends=f"GET /exec/{'e' * 64}/json",
        status=3, before="the exit status of a command"),
    Row("1.16", "processors, memory and labels of the engine", "info",
        prints=".* CPUs: 4\n Total Memory: 1GiB\n.* Labels:\n  a=b\n.*"),
    Row("1.16", "the hardware address", "run --mac-address 92:d0:c6:0a:29:33 busybox say x",
        prints="x\n", before='"--mac-address"'),
    Row("1.16", "build with the newest base", "build --pull HOME",
        sends="POST /build?pull=1&version=1",
        before='"--pull"'),
    Row("1.16", "events of a kind", "events --since 1 --until 2 --filter event=die",
        prints=".* die .*", before='"--filter event"'),
    Row("1.17", "rename", "rename web db", sends="POST /containers/web/rename?name=db",
        before="docker rename"),
    Row("1.17", "statistics", "stats --no-stream web", prints=".*1MiB / 2MiB.*",
        before="docker stats"),
    Row("1.17", "labels", "run -l a=b busybox say x", prints="x\n", before='"--label"'),
    Row("1.17", "labels in a list", "ps --format '{{.Label \"a\"}}'", prints="b\n"),
    Row("1.17", "a read-only root", "run --read-only busybox say x", prints="x\n",
        before='"--read-only"'),
    Row("1.17", "a Dockerfile of another name", "build -f HOME/Other HOME",
        sends="POST /build?dockerfile=Other&version=1",
        before="a Dockerfile name other than Dockerfile"),
    Row("1.18", "system, architecture and kernel of the engine", "version",
        prints=".*Engine:.* OS/Arch: +linux/amd64\n.*"),
    Row("1.18", "ulimits", "run --ulimit nofile=5 busybox say x", prints="x\n",
        before='"--ulimit"'),
    Row("1.18", "the parent of a control group", "run --cgroup-parent p busybox say x",
        prints="x\n",
        before='"--cgroup-parent"'),
    Row("1.18", "limits of a build", "build -m 5m HOME",
        sends="POST /build?memory=5242880&version=1",
        before='"--memory"'),
    Row("1.18", "proxies of the engine, without the password", "info",
        prints=".* HTTP Proxy: http://xxxxx:xxxxx@proxy\n.*"),
    Row("1.18", "digests", f"pull x@sha256:{'a' * 64}", before="an image's digest",
        sends=f"POST /images/create?fromImage=x&tag=sha256:{'a' * 64}"),
    Row("1.18", "changes of a commit", "commit -c 'ENV a=b' web", before='"--change"',
        sends="POST /commit?changes=ENV a=b&container=web"),
    Row("1.18", "a list by label", "ps -q --filter label=a", before='"--filter label"',
        sends='GET /containers/json?filters={"label": ["a"]}'),
    Row("1.19", "statistics once", "stats --no-stream web",
        sends="GET /containers/web/stats?stream=false"),
    Row("1.19", "logs since a time", "logs --since 5 done", before='"--since"',
        sends="GET /containers/ID/logs?since=5&stderr=1&stdout=1"),
    Row("1.19", "truths of the engine", "info -f {{.MemoryLimit}}{{.SwapLimit}}",
        prints="truefalse\n",
        before="prints truefalse\n"),
    Row("1.19", "periods and quotas", "run --cpu-quota 5 busybox say x", prints="x\n",
        before='"--cpu-quota"'),
    Row("1.19", "the user of an exec", "exec -u me web say x", prints="x\n", before='"--user"'),
    Row("1.20", "an archive out of a container", "cp web:/etc HOME/new",
        sends="GET /containers/web/archive?path=/etc", before="sends POST /containers/web/copy"),
    Row("1.20", "an archive into a container", "cp HOME/Dockerfile web:/etc",
        sends="PUT /containers/web/archive?noOverwriteDirNonDir=true&path=/etc",
        before="copying into a container"),
    Row("1.20", "further groups", "run --group-add 5 busybox say x", prints="x\n",
        before='"--group-add"'),
    Row("1.20", "swappiness", "run --memory-swappiness 5 busybox say x", prints="x\n",
        before='"--memory-swappiness"'),
    Row("1.21", "networks", "network ls -q", sends="GET /networks", before="docker network ls"),
    Row("1.21", "volumes", "volume ls -q", sends="GET /volumes", before="docker volume ls"),
    Row("1.21", "a container on a network", "run --network mine busybox say x", prints="x\n",
        before='"--network mine"'),
    Row("1.21", "arguments of a build", "build --build-arg A=1 HOME", before='"--build-arg"',
        sends='POST /build?buildargs={"A":"1"}&version=1'),
    Row("1.21", "the signal that stops", "run --stop-signal 9 busybox say x", prints="x\n",
        before='"--stop-signal"'),
    Row("1.21", "networks of a container's statistics", "stats --no-stream web",
        prints=".*5kB / 7kB.*", before="prints .*5kB / 7kB.*"),
    Row("1.21", "sizes of one container", "inspect -s -f {{.Id}} web", before='"--size"',
        sends="GET /containers/web/json?size=1"),
    Row("1.22", "update", "update -m 5m web", sends="POST /containers/web/update",
        before="docker update"),
    Row("1.22", "filters are a set", "ps -q --filter label=a",
        sends='GET /containers/json?filters={"label": {"a": true}}',
        before='sends GET /containers/json?filters={"label": ["a"]}'),
    Row("1.22", "counts of containers", "info", prints=".* Containers: 2\n  Running: 1\n.*",
        before="prints .* Containers: 2\n Images: 2\n.*"),
    Row("1.22", "several names of a build", "build -t a -t b HOME",
        sends="POST /build?t=a&t=b&version=1",
        before="sends POST /images/a/tag?force=1&repo=b&tag=latest"),
    Row("1.22", "types and actors of events", "events --since 1 --until 2",
        prints=r".* container die (0a){32} \(exitCode=0, image=busybox, name=web\)\n"),
    Row("1.22", "keys that let go", "run --detach-keys a busybox say x", prints="x\n",
        sends="POST /containers/ID/attach?detachKeys=a&stderr=1&stdout=1&stream=1"),
    Row("1.22", "settings of a network", "run --network name=mine,alias=a busybox say x",
        prints="x\n",
        before="settings of a network"),
    Row("1.22", "shared memory and tmpfs", "run --shm-size 5m --tmpfs /t busybox say x",
        prints="x\n",
        before='"--shm-size".*"--tmpfs"'),
    Row("1.23", "the state in a list", "ps -a --format {{.Names}}={{.State}}",
        prints="web=running\ndone=exited\n", before="prints web=running\ndone=exited\n"),
    Row("1.23", "load reports its progress", "load -q", prints="Loaded image: busybox:latest\n",
        before="prints "),
    Row("1.23", "how many processes", "run --pids-limit 5 busybox say x", prints="x\n",
        before='"--pids-limit"'),
    Row("1.23", "labels of a build", "build --label a=b HOME", before='"--label"',
        sends='POST /build?labels={"a":"b"}&version=1'),
    Row("1.23", "details of logs", "logs --details done", before='"--details"',
        sends="GET /containers/ID/logs?details=1&stderr=1&stdout=1"),
    Row("1.24", "health checks", "run --health-cmd true busybox say x", prints="x\n",
        before='"--health-cmd"'),
    Row("1.24", "kernel parameters", "run --sysctl net.a=b busybox say x", prints="x\n",
        before='"--sysctl"'),
    Row("1.24", "tag needs no force", "tag old busybox", sends="POST /images/old/tag?"
        "repo=docker.io/library/busybox&tag=latest",
        before="sends POST /images/old/tag?force=1&repo=busybox&tag=latest"),
    Row("1.24", "search with filters and a limit", "search --limit 1 --filter stars=3 busybox",
        sends='GET /images/search?filters={"stars": {"3": true}}&limit=1&term=busybox',
        prints=".*busybox +2000.*", before="prints .*busybox +2000.*"),
    Row("1.24", "images by age", "images -q --filter since=old",
        sends='GET /images/json?filters={"since": {"old": true}}'),
    Row("1.25", "the engine removes a container", "run -d --rm busybox sleep",
        prints="[0-9a-f]{64}\n",
        before="--rm together with --detach"),
    Row("1.25", "init, timeouts and parts of CPUs",
        "run --init --stop-timeout 5 --cpus 1 busybox say x",
        prints="x\n", before='"--cpus".*"--init".*"--stop-timeout"'),
    Row("1.25", "mounts", "run --mount type=tmpfs,dst=/t busybox say x", prints="x\n",
        before='"--mount"'),
    Row("1.25", "the environment of an exec", "exec -e A=1 web say x", prints="x\n",
        before='"--env"'),
    Row("1.25", "images by name", "images -q busybox",
        sends='GET /images/json?filters={"reference": {"busybox": true}}',
        before="sends GET /images/json?filter=busybox"),
    Row("1.25", "pruning", "container prune -f", sends="POST /containers/prune",
        before="docker container prune"),
    Row("1.25", "disk usage", "system df", sends="GET /system/df", before="docker system df"),
    Row("1.25", "plugins", "plugin ls", sends="GET /plugins", before="docker plugin ls"),
    Row("1.25", "volumes removed by force", "volume rm -f v", sends="DELETE /volumes/v?force=1",
        before='"--force"'),
    Row("1.25", "caches and networks of a build", "build --cache-from a --network n HOME",
        sends='POST /build?cachefrom=["a"]&networkmode=n&version=1',
        before='"--cache-from".*"--network"'),
    Row("1.26", "plugins upgraded", "plugin upgrade p", before="docker plugin upgrade",
        sends="GET /plugins/p/json", status=1),
    Row("1.27", "the number of processors in statistics", "stats --no-stream web",
        prints=r".* 40\.00% .*", before=r"prints .* 40\.00% .*"),
    Row("1.28", "rules for devices", "run --device-cgroup-rule 'c 1:3 r' busybox say x",
        prints="x\n",
        before='"--device-cgroup-rule"'),
    Row("1.28", "hosts of a build", "build --add-host a:1.2.3.4 HOME", before='"--add-host"',
        sends="POST /build?extrahosts=a:1.2.3.4&version=1"),
    Row("1.28", "the services of a network", "network inspect -v n", before='"--verbose"',
        sends="GET /networks/n?verbose=true"),
    Row("1.28", "containers by port", "ps --filter publish=80",
        sends='GET /containers/json?filters={"publish": {"80": true}}'),
    Row("1.29", "time to start before health counts", "run --health-start-period 5s busybox say x",
        prints="x\n", before='"--health-start-period"'),
    Row("1.29", "stages of a build", "build --target a HOME",
        sends="POST /build?target=a&version=1",
        before='"--target"'),
    Row("1.29", "CPUs of an update", "update --cpus 1 web", prints="web\n", before='"--cpus"'),
    Row("1.30", "wait is requested before the start", "run busybox say x", prints="x\n",
        sends="POST /containers/ID/wait?condition=next-exit",
        before="sends GET /events?filters=CONTAINER"),
    Row("1.30", "wait for the removal", "run --rm busybox say x", prints="x\n",
        sends="POST /containers/ID/wait?condition=removed",
        before="sends GET /events?filters=CONTAINER"),
    Row("1.30", "the id of what was built", "build --iidfile HOME/id HOME", prints=".*built.*",
        before="sends GET /images/6a6a6a6a6a6a/json"),
    Row("1.30", "owners of what is copied", "cp -a HOME/Dockerfile web:/etc", before='"--archive"',
        sends="PUT /containers/web/archive?copyUIDGID=true&noOverwriteDirNonDir=true&path=/etc"),
    Row("1.30", "networks for a configuration", "network create --config-only n",
        before='"--config-only"',
        sends="POST /networks/create", prints="n{64}\n"),
    Row("1.31", "the build's cache is pruned with the system", "system prune -f",
        sends="POST /build/prune", before="sends POST /networks/prune"),
    Row("1.32", "a platform to pull", "pull --platform linux/arm64 x", before='"--platform"',
        sends="POST /images/create?fromImage=docker.io/library/x&platform=linux/arm64&tag=latest"),
    Row("1.32", "options of a network's driver", "network connect --driver-opt a=b n web",
        sends="POST /networks/n/connect", before='"--driver-opt"'),
    Row("1.35", "components of the engine", "version",
        prints=r".*\n containerd:\n +Version: +1\.6\n.*"),
    Row("1.35", "logs until a time", "logs --until 5 done", before='"--until"',
        sends="GET /containers/ID/logs?stderr=1&stdout=1&until=5"),
    Row("1.35", "the directory of an exec", "exec -w /w web say x", prints="x\n",
        before='"--workdir"'),
    Row("1.38", "a platform to build for", "build --platform linux/arm64 HOME",
        before='"--platform"',
        sends="POST /build?platform=linux/arm64&version=1"),
    Row("1.39", "the cache of builds", "builder prune -f", sends="POST /build/prune",
        before="docker builder prune"),
    Row("1.40", "HEAD of a ping", "ps", sends="HEAD /_ping", before="sends GET /_ping"),
    Row("1.40", "devices by request", "run --gpus all busybox say x", prints="x\n",
        before='"--gpus"'),
    Row("1.40", "binds without what is mounted below",
        "run --mount type=bind,src=/a,dst=/b,bind-recursive=disabled busybox say x", prints="x\n",
        before="bind-recursive=disabled"),
    Row("1.40", "processes of an update", "update --pids-limit 5 web", prints="web\n",
        before='"--pids-limit"'),
    Row("1.41", "a platform to run", "create --platform linux/arm64 busybox",
        prints="[0-9a-f]{64}\n",
        sends="POST /containers/create?platform=linux/arm64",
        before="sends POST /containers/create"),
    Row("1.41", "control groups of its own", "run --cgroupns private busybox say x", prints="x\n",
        before='"--cgroupns"'),
    Row("1.42", "the signal of stop", "stop -s 9 web", sends="POST /containers/web/stop?signal=9",
        before="sends POST /containers/web/stop"),
    Row("1.42", "anonymous volumes alone are pruned", "volume prune -a -f", before='"--all"',
        sends='POST /volumes/prune?filters={"all": {"true": true}}'),
    Row("1.42", "volumes of a cluster", "volume update --availability drain v",
        sends="GET /volumes/v", before="docker volume update", status=1),
    Row("1.43", "annotations", "run --annotation a=b busybox say x", prints="x\n",
        before='"--annotation"'),
    Row("1.44", "several networks at once", "create --network a --network b busybox",
        prints="[0-9a-f]{64}\n", before="sends POST /networks/b/connect"),
    Row("1.44", "time between checks at the start", "run --health-start-interval 5s busybox say x",
        prints="x\n", before='"--health-start-interval"'),
    Row("1.44", "binds that are read-only to the last",
        "run --mount type=bind,src=/a,dst=/b,ro,bind-recursive=readonly,bind-propagation=rprivate"
        " busybox say x", prints="x\n", before="bind-recursive=readonly"),
    Row("1.44", "a hardware address for each network",
        "create --network a --network name=b,mac-address=92:d0:c6:0a:29:33 busybox",
        prints="[0-9a-f]{64}\n", before='"specify mac-address per network"'),
    Row("1.46", "a platform to push", "push --platform linux/arm64 r.example/x",
        before='"--platform"',
        sends=f"POST /images/r.example/x/push?platform={ARM}&tag=latest"),
    Row("1.47", "images as a tree", "images --tree", sends="GET /images/json?manifests=1",
        before='"--tree"'),
    Row("1.48", "a platform of a history", "history --platform linux/arm64 busybox", prints=".*",
        sends='GET /images/busybox/history?platform={"architecture":"arm64","os":"linux"}',
        before='"--platform"'),
    Row("1.48", "a platform to save", "save -o HOME/s --platform linux/arm64 busybox",
        sends='GET /images/get?names=busybox&platform={"architecture":"arm64","os":"linux"}',
        before='"--platform"'),
    Row("1.48", "a platform to load", "load --platform linux/arm64", before='"--platform"',
        sends='POST /images/load?platform={"architecture":"arm64","os":"linux"}&quiet=1'),
    Row("1.48", "priorities of gateways", "network connect --gw-priority 5 n web",
        sends="POST /networks/n/connect", before='"--gw-priority"'),
    Row("1.49", "a platform to inspect", "image inspect -f {{.Id}} --platform linux/arm64 busybox",
        sends='GET /images/busybox/json?platform={"architecture":"arm64","os":"linux"}',
        before='"--platform"'),
    Row("1.50", "devices that the engine found", "info",
        prints=".*\n Discovered Devices:\n  cdi: vendor/gpu=0\n.*"),
    Row("1.50", "a platform to remove", "rmi --platform linux/arm64 old", before='"--platform"',
        sends='DELETE /images/old?platforms={"architecture": "arm64", "os": "linux"}'),
    Row("1.49", "the engine's firewall", "info",
        prints=".*\n Firewall Backend: nftables\n  ReloadedAt: now\n.*"),
    Row("1.51", "images in use are marked", "images",
        prints=r".*\nbusybox:latest +1f1f1f1f1f1f +2\.5MB +1MB +U +\n.*",
        before=r"prints .*\nbusybox:latest +1f1f1f1f1f1f +2\.5MB +1MB +U +\n.*"),
    Row("1.52", "events have neither status nor id of their own", "events --since 1 --until 2",
        prints=r".* container die (0a){32} \(exitCode=0, image=busybox, name=web\)\n",
        before=r"prints .* container die (0a){32} \(exitCode=0, image=busybox, name=web\)\n"),
    Row("1.52", "the engine counts what it uses", "system df", sends="GET /system/df",
        prints=r".*\nImages +1 +1 +9kB +0B \(0%\)\n.*",
        before=r"prints .*\nImages +1 +1 +9kB +0B \(0%\)\n.*"),
    Row("1.52", "what uses space is listed on request", "system df -v",
        sends="GET /system/df?verbose=1", prints=r".*\nbusybox +latest +1f1f.*",
        before=r"prints .*\nbusybox +latest +1f1f.*"),
    Row("1.52", "addresses in use on a network",
        'network inspect -f \'{{(index .Status.IPAM.Subnets "10.0.0.0/24").IPsInUse}}\' n',
        prints="3\n"),
    Row("1.52", "several platforms to save",
        "save -o HOME/s --platform linux/arm64,linux/arm64 old",
        sends=f"GET /images/get?names=old&platform={ARM}&platform={ARM}",
        before='several values of "--platform"'),
    Row("1.52", "several platforms to load", "load --platform linux/arm64,linux/arm64",
        sends=f"POST /images/load?platform={ARM}&platform={ARM}&quiet=1",
        before='several values of "--platform"'),
    Row("1.52", "the health of a container", "ps --format '{{.HealthStatus}}'",
        prints="none\n", before="prints \n"),
    Row("1.53", "the engine's node resource interface", "info",
        prints=".*\n NRI:\n  plugin-path: /opt/nri\n.*"),
    Row("1.54", "a MAC address at connect", "network connect --mac-address 02:00:00:00:00:01 n web",
        sends="POST /networks/n/connect", before='"--mac-address"'),
    Row("1.55", "attestations of an image",
        "image inspect --attestations -f '{{(index .Attestations 0).PredicateType}}' busybox",
        sends="GET /images/busybox/attestations?statement=1", before='"--attestations"',
        prints="https://slsa.dev/provenance/v1\n"),
    Row("1.55", "rates of devices in update", "update --device-read-bps /dev/sda:1mb web",
        sends="POST /containers/web/update", before='"--device-read-bps"'),
)  # fmt: skip


def furnish(engine_at: EngineAt, home: Path, version: str) -> Pair:
    """An engine with two containers, and a directory to build from."""
    pair = engine_at(version)
    web = pair.engine.add("web", "sleep", Labels={"a": "b"})
    pair.engine.add("done", "say", "hello", state="exited").write(1, b"hello\n")
    pair.engine.happen(web, "die", exitCode="0")
    (home / "Private").write_text("FROM r.example/base\n")
    for name in ("Dockerfile", "Other"):
        (home / name).write_text("FROM busybox\n")
    return pair


def carried_out(pair: Pair, home: Path, line: str) -> Done:
    return pair.pydock(*shlex.split(line.replace("HOME", str(home))))


def anonymous(request: str) -> str:
    """A request without what differs, or is always sent."""
    request = request.replace("dockerfile=Dockerfile&", "")
    request = re.sub(r'\{"type".*"container".*\}', "CONTAINER", request)
    return re.sub(r"/containers/[0-9a-f]{64}", "/containers/ID", request)


def see(pair: Pair, done: Done, row: Row) -> None:
    """Assert that the output has what the row expects."""
    assert done.status == row.status, done.err
    if row.sends:
        requests = [anonymous(str(one)) for one in pair.engine.requests]
        assert row.sends in requests, done.err
    if row.prints:
        assert re.fullmatch(row.prints, done.out, re.DOTALL), done.out


def text(version: tuple[int, int]) -> str:
    return f"{version[0]}.{version[1]}"


@pytest.mark.parametrize("row", HISTORY, ids=[f"{row.version} {row.what}" for row in HISTORY])
def test_from_its_version_on(engine_at: EngineAt, tmp_path: Path, row: Row) -> None:
    pair = furnish(engine_at, tmp_path, text(max(parse_version(row.version), MIN_API_VERSION)))
    see(pair, carried_out(pair, tmp_path, row.line), row)


HAD_BEFORE = [row for row in HISTORY if row.before]


@pytest.mark.parametrize("row", HAD_BEFORE, ids=[f"{row.version} {row.what}" for row in HAD_BEFORE])
def test_before_its_version(engine_at: EngineAt, tmp_path: Path, row: Row) -> None:
    major, minor = parse_version(row.version)
    pair = furnish(engine_at, tmp_path, text((major, minor - 1)))
    done = carried_out(pair, tmp_path, row.line)
    how, _, words = row.before.partition(" ")
    if how == "sends":
        see(pair, done, row._replace(sends=words, prints=""))
    elif how == "prints":
        see(pair, done, row._replace(sends="", prints=words))
    else:
        assert done.status in (1, 125)
        assert re.search(row.before, done.err, re.DOTALL), done.err
        assert re.search(rf"requires API v(ersion )?{re.escape(row.version)}\b", done.err), done.err
        changed = [one for one in pair.engine.request_lines if not one.startswith(("GET", "HEAD"))]
        assert [one for one in changed if "/exec" not in one] == []


def registry_auth(request: Request) -> Any:
    return json.loads(base64.urlsafe_b64decode(request.headers["x-registry-auth"]))


def registry_config(request: Request) -> Any:
    return json.loads(base64.urlsafe_b64decode(request.headers["x-registry-config"]))


def host(*path: str) -> Callable[[Request], Any]:
    """Return the value at a path in the body of a request, None for a missing one."""

    def found(request: Request) -> Any:
        value = request.json if request.body else {}
        for key in path:
            value = (value or {}).get(key)
        return value

    return found


LOGIN = {"username": "me", "password": "secret", "serveraddress": "r.example"}
CREATE, START = "POST /containers/create", "POST /containers/[^/]+/start"
LIMITED = "run -m 5m --cpuset-cpus 0 -p 80:80 busybox say x"

BODIES: list[tuple[str, str, str, str, Callable[[Request], Any], Any]] = [
    # version, what the client does, command line, request, what of it, what that is
    ("1.12", "1.2, 1.5: credentials in a header of pull", "pull r.example/x",
     "POST /images/create", registry_auth, LOGIN),
    ("1.12", "1.5: credentials in a header of push", "push r.example/x",
     "POST /images/r.example/x/push", registry_auth, LOGIN),
    ("1.18", "1.9: credentials of a build's registries, as a file of old",
     "build -f HOME/Private HOME",
     "POST /build", registry_config, {"configs": {"r.example": LOGIN}}),
    ("1.19", "credentials of a build's registries, by registry", "build -f HOME/Private HOME",
     "POST /build", registry_config, {"r.example": LOGIN}),
    ("1.14", "before 1.15: the host config at the start", LIMITED, START,
     host("PortBindings"), {"80/tcp": [{"HostIp": "", "HostPort": "80"}]}),
    ("1.14", "before 1.15: no host config at create", LIMITED, CREATE, host("HostConfig"), None),
    ("1.15", "1.15: the host config at create", LIMITED, CREATE,
     host("HostConfig", "PortBindings"), {"80/tcp": [{"HostIp": "", "HostPort": "80"}]}),
    ("1.15", "1.15: nothing at the start", LIMITED, START, host("PortBindings"), None),
    ("1.17", "before 1.18: limits beside the host config", LIMITED, CREATE, host("Memory"),
     5 << 20),
    ("1.17", "before 1.18: CPUs by their old name", LIMITED, CREATE, host("Cpuset"), "0"),
    ("1.18", "1.18: limits in the host config", LIMITED, CREATE, host("HostConfig", "Memory"),
     5 << 20),
    ("1.18", "1.18: CPUs by their new name", LIMITED, CREATE, host("HostConfig", "CpusetCpus"),
     "0"),
    ("1.16", "1.16: the hardware address in the body",
     "create --mac-address 92:d0:c6:0a:29:33 busybox", CREATE, host("MacAddress"),
     "92:d0:c6:0a:29:33"),
    ("1.44", "1.44: the hardware address of the network",
     "create --mac-address 92:d0:c6:0a:29:33 busybox", CREATE,
     host("NetworkingConfig", "EndpointsConfig", "default", "MacAddress"), "92:d0:c6:0a:29:33"),
    ("1.17", "1.17: the connection is upgraded", "run busybox say x",
     "POST /containers/[^/]+/attach", lambda request: request.headers["upgrade"], "tcp"),
    ("1.20", "before 1.21: the default network has no name", "create busybox", CREATE,
     host("HostConfig", "NetworkMode"), "bridge"),
    ("1.21", "1.21: the default network has a name", "create busybox", CREATE,
     host("HostConfig", "NetworkMode"), "default"),
    ("1.24", "1.24: health checks", "create --health-cmd true --health-retries 3 busybox", CREATE,
     host("Healthcheck"), {"Test": ["CMD-SHELL", "true"], "Retries": 3}),
    ("1.24", "before 1.25: the client removes", "run --rm busybox say x", CREATE,
     host("HostConfig", "AutoRemove"), None),
    ("1.25", "1.25: the engine removes", "run --rm busybox say x", CREATE,
     host("HostConfig", "AutoRemove"), True),
    ("1.43", "before 1.44: the first network at create", "create --network a --network b busybox",
     CREATE, host("NetworkingConfig", "EndpointsConfig"), {"a": {}}),
    ("1.44", "1.44: all networks at create", "create --network a --network b busybox",
     CREATE, host("NetworkingConfig", "EndpointsConfig"), {"a": {}, "b": {}}),
    ("1.37", "1.37: ports of SCTP", "create -p 80:80/sctp busybox", CREATE,
     host("ExposedPorts"), {"80/sctp": {}}),
    ("1.45", "1.45: a volume's directory", "create --mount src=v,dst=/v,volume-subpath=a busybox",
     CREATE, host("HostConfig", "Mounts"),
     [{"Type": "volume", "Source": "v", "Target": "/v",
       "VolumeOptions": {"Subpath": "a"}}]),
    ("1.48", "1.48: images as mounts", "create --mount type=image,src=busybox,dst=/i busybox",
     CREATE, host("HostConfig", "Mounts"),
     [{"Type": "image", "Source": "busybox", "Target": "/i"}]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("version", "what", "line", "request_line", "part", "expected"),
    BODIES,
    ids=[f"{row[0]} {row[1]}" for row in BODIES],
)
def test_bodies_and_headers(
    engine_at: EngineAt,
    tmp_path: Path,
    version: str,
    what: str,
    line: str,
    request_line: str,
    part: Callable[[Request], Any],
    expected: Any,
) -> None:
    pair = furnish(engine_at, tmp_path, version)
    done = carried_out(pair, tmp_path, line)
    assert done.status == 0, done.err
    assert part(pair.engine.find(*request_line.split())) == expected
