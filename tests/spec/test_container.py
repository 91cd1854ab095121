"""What `create` sends: for each of its options, and for those that depend on the engine."""

from __future__ import annotations

import shlex
from typing import Any

import pytest

from pydock.api.engine import parse_version
from pydock.cli.pflag import parse
from pydock.commands.container.create import command
from pydock.errors import PydockError
from pydock.spec.container import CreateRequest, container_create_request
from pydock.spec.request_context import RequestContext

FILES = {
    "env.list": b"FROM_FILE=1\nHOME\nNOT_SET\n",
    "labels": b"l.a=1\nlone\n",
    "profile.json": b'{"defaultAction": "SCMP_ACT_ALLOW"}',
}
CONTEXT = RequestContext(
    environ={"HOME": "/root"},
    working_directory="/site",
    read_file=FILES.__getitem__,
    api_version=(1, 50),
)
_LISTS = (
    "BlkioDeviceReadBps",
    "BlkioDeviceReadIOps",
    "BlkioDeviceWriteBps",
    "BlkioDeviceWriteIOps",
    "BlkioWeightDevice",
    "Devices",
    "DnsOptions",
    "DnsSearch",
    "Ulimits",
)
DEFAULT = {
    "Image": "x",
    "AttachStdin": False,
    "AttachStdout": True,
    "AttachStderr": True,
    "OpenStdin": False,
    "StdinOnce": False,
    "Tty": False,
    "HostConfig": {
        "NetworkMode": "default",
        "RestartPolicy": {"Name": "no"},
        "PortBindings": {},
        **{field: [] for field in _LISTS},
    },
}


def of_age(version: tuple[int, int]) -> RequestContext:
    """Return a context with an engine of this API version."""
    return CONTEXT._replace(
        api_version=version, supports=lambda text: parse_version(text) <= version
    )


def made(line: str, context: RequestContext = CONTEXT) -> CreateRequest:
    """The request of a command line."""
    parsed = parse(command.options, shlex.split(line), interspersed=False)
    image, *words = parsed.rest
    values: Any = parsed.values
    return container_create_request(values, image, words, context)


def added_fields(line: str, context: RequestContext = CONTEXT) -> dict[str, Any]:
    """Return the fields that a command line adds to `create x`; those of HostConfig are on top."""
    body = made(line, context).body
    flat = body["HostConfig"] | {key: body[key] for key in body if key != "HostConfig"}
    usual = {**DEFAULT["HostConfig"], **DEFAULT}  # type: ignore[dict-item]
    return {key: value for key, value in flat.items() if usual.get(key) != value}


def device(inside: str) -> dict[str, str]:
    return {"PathOnHost": "/dev/a", "PathInContainer": inside, "CgroupPermissions": "rwm"}


def endpoint(settings: dict[str, Any], network: str = "default") -> dict[str, Any]:
    return {"EndpointsConfig": {network: settings}}


RATE = [{"Path": "/dev/a", "Rate": 1024}]

CASES: list[tuple[str, dict[str, Any]]] = [
    ("--add-host a=1.2.3.4 --add-host b:::1 x", {"ExtraHosts": ["a:1.2.3.4", "b:::1"]}),
    ("--annotation a=b --annotation c x", {"Annotations": {"a": "b", "c": ""}}),
    ("-a stdin -a STDERR x", {"AttachStdin": True, "AttachStdout": False}),
    ("--blkio-weight 10 x", {"BlkioWeight": 10}),
    ("--blkio-weight-device /dev/a:100 x",
     {"BlkioWeightDevice": [{"Path": "/dev/a", "Weight": 100}]}),
    ("--cap-add net_raw --cap-add ALL x", {"CapAdd": ["ALL", "CAP_NET_RAW"]}),
    ("--cap-drop all x", {"CapDrop": ["ALL"]}),
    ("--cgroup-parent p x", {"CgroupParent": "p"}),
    ("--cgroupns private x", {"CgroupnsMode": "private"}),
    ("--cidfile f x", {"ContainerIDFile": "f"}),
    ("--cpu-count 2 x", {"CpuCount": 2}),
    ("--cpu-percent 2 x", {"CpuPercent": 2}),
    ("--cpu-period 2 x", {"CpuPeriod": 2}),
    ("--cpu-quota -1 x", {"CpuQuota": -1}),
    ("--cpu-rt-period 2 x", {"CpuRealtimePeriod": 2}),
    ("--cpu-rt-runtime 2 x", {"CpuRealtimeRuntime": 2}),
    ("-c 0x10 x", {"CpuShares": 16}),
    ("--cpus 1.5 x", {"NanoCpus": 1500000000}),
    ("--cpuset-cpus 0-3 x", {"CpusetCpus": "0-3"}),
    ("--cpuset-mems 0 x", {"CpusetMems": "0"}),
    ("--device /dev/a --device /dev/a:/b x", {"Devices": [device("/dev/a"), device("/b")]}),
    ("--device v.com/c=d x", {"DeviceRequests": [{"Driver": "cdi", "DeviceIDs": ["v.com/c=d"]}]}),
    ("--device-cgroup-rule 'c 1:3 rwm' x", {"DeviceCgroupRules": ["c 1:3 rwm"]}),
    ("--device-read-bps /dev/a:1k x", {"BlkioDeviceReadBps": RATE}),
    ("--device-read-iops /dev/a:1024 x", {"BlkioDeviceReadIOps": RATE}),
    ("--device-write-bps /dev/a:1kb x", {"BlkioDeviceWriteBps": RATE}),
    ("--device-write-iops /dev/a:1024 x", {"BlkioDeviceWriteIOps": RATE}),
    ("--disable-content-trust x", {}),
    ("--dns 1.1.1.1 --dns ::2 x", {"Dns": ["1.1.1.1", "::2"]}),
    ("--dns-option a --dns-opt b x", {"DnsOptions": ["a", "b"]}),
    ("--dns-search a.b --dns-search . x", {"DnsSearch": ["a.b", "."]}),
    ("--domainname d x", {"Domainname": "d"}),
    ("--entrypoint sh x -c ls", {"Entrypoint": ["sh"], "Cmd": ["-c", "ls"]}),
    ("--entrypoint '' x", {"Entrypoint": [""]}),
    ("-e A=1 -e HOME -e NOT_SET -e A=2 x", {"Env": ["A=2", "HOME=/root", "NOT_SET"]}),
    ("--env-file env.list -e A=1 x", {"Env": ["FROM_FILE=1", "HOME=/root", "A=1"]}),
    ("--expose 80 --expose 90-91/udp x",
     {"ExposedPorts": {"80/tcp": {}, "90/udp": {}, "91/udp": {}}}),
    ("--gpus all --device v/c=d x",
     {"DeviceRequests": [{"Count": -1, "Capabilities": [["gpu"]], "Options": {}},
                         {"Driver": "cdi", "DeviceIDs": ["v/c=d"]}]}),
    ("--group-add a --group-add 5 x", {"GroupAdd": ["a", "5"]}),
    ("--health-cmd true x", {"Healthcheck": {"Test": ["CMD-SHELL", "true"]}}),
    ("--health-interval 1s x", {"Healthcheck": {"Interval": 10**9}}),
    ("--health-retries 2 x", {"Healthcheck": {"Retries": 2}}),
    ("--health-start-interval 1s x", {"Healthcheck": {"StartInterval": 10**9}}),
    ("--health-start-period 1s x", {"Healthcheck": {"StartPeriod": 10**9}}),
    ("--health-timeout 1s x", {"Healthcheck": {"Timeout": 10**9}}),
    ("-h host x", {"Hostname": "host"}),
    ("--init x", {"Init": True}),
    ("--init=false x", {"Init": False}),
    ("-i x", {"AttachStdin": True, "OpenStdin": True, "StdinOnce": True}),
    ("-i -a stdout x", {"AttachStdin": True, "AttachStderr": False, "OpenStdin": True,
                        "StdinOnce": True}),
    ("--io-maxbandwidth 1k x", {"IOMaximumBandwidth": 1024}),
    ("--io-maxiops 5 x", {"IOMaximumIOps": 5}),
    ("--ip 1.2.3.4 x", {"NetworkingConfig": endpoint({"IPAMConfig": {"IPv4Address": "1.2.3.4"}})}),
    ("--ip6 ::1 x", {"NetworkingConfig": endpoint({"IPAMConfig": {"IPv6Address": "::1"}})}),
    ("--ipc container:a x", {"IpcMode": "container:a"}),
    ("--isolation hyperv x", {"Isolation": "hyperv"}),
    ("--kernel-memory 5m x", {}),
    ("-l a -l b=c -l b=d x", {"Labels": {"a": "", "b": "d"}}),
    ("--label-file labels -l b=c x", {"Labels": {"l.a": "1", "b": "c"}}),
    ("--link a:b x", {"Links": ["a:b"]}),
    ("--link a:b --net n x",
     {"Links": ["a:b"], "NetworkMode": "n",
      "NetworkingConfig": endpoint({"Links": ["a:b"]}, "n")}),
    ("--link-local-ip 169.254.0.1 x",
     {"NetworkingConfig": endpoint({"IPAMConfig": {"LinkLocalIPs": ["169.254.0.1"]}})}),
    ("--log-driver none x", {"LogConfig": {"Type": "none"}}),
    ("--log-opt a=b x", {"LogConfig": {"Config": {"a": "b"}}}),
    ("--mac-address 92:d0:c6:0a:29:33 x",
     {"NetworkingConfig": endpoint({"MacAddress": "92:d0:c6:0a:29:33"})}),
    ("-m 5m x", {"Memory": 5 << 20}),
    ("--memory-reservation 5m x", {"MemoryReservation": 5 << 20}),
    ("--memory-swap -1 x", {"MemorySwap": -1}),
    ("--memory-swappiness 0 x", {"MemorySwappiness": 0}),
    ("--mount type=bind,src=./a,dst=/b --mount dst=/c x",
     {"Mounts": [{"Type": "bind", "Source": "/site/a", "Target": "/b"},
                 {"Type": "volume", "Target": "/c"}]}),
    ("--name n x", {}),
    ("--network n x", {"NetworkMode": "n"}),
    ("--network n --network name=m,alias=z x",
     {"NetworkMode": "n",
      "NetworkingConfig": {"EndpointsConfig": {"n": {}, "m": {"Aliases": ["z"]}}}}),
    ("--network n --network-alias a --net-alias b x",
     {"NetworkMode": "n", "NetworkingConfig": endpoint({"Aliases": ["a", "b"]}, "n")}),
    ("--no-healthcheck x", {"Healthcheck": {"Test": ["NONE"]}}),
    ("--oom-kill-disable x", {"OomKillDisable": True}),
    ("--oom-score-adj -5 x", {"OomScoreAdj": -5}),
    ("--pid container:a x", {"PidMode": "container:a"}),
    ("--pids-limit -1 x", {"PidsLimit": -1}),
    ("--platform linux/arm64 x", {}),
    ("--privileged x", {"Privileged": True}),
    ("-p 127.0.0.1:8080:80 x",
     {"ExposedPorts": {"80/tcp": {}},
      "PortBindings": {"80/tcp": [{"HostIp": "127.0.0.1", "HostPort": "8080"}]}}),
    ("-P x", {"PublishAllPorts": True}),
    ("--pull never x", {}),
    ("-q x", {}),
    ("--read-only x", {"ReadonlyRootfs": True}),
    ("--restart on-failure:3 x",
     {"RestartPolicy": {"Name": "on-failure", "MaximumRetryCount": 3}}),
    ("--rm x", {"AutoRemove": True}),
    ("--runtime r x", {"Runtime": "r"}),
    ("--security-opt seccomp=profile.json --security-opt systempaths=unconfined x",
     {"SecurityOpt": ['seccomp={"defaultAction":"SCMP_ACT_ALLOW"}'], "MaskedPaths": [],
      "ReadonlyPaths": []}),
    ("--shm-size 1m x", {"ShmSize": 1 << 20}),
    ("--stop-signal 9 x", {"StopSignal": "9"}),
    ("--stop-timeout 0 x", {"StopTimeout": 0}),
    ("--storage-opt size=5=6 x", {"StorageOpt": {"size": "5=6"}}),
    ("--sysctl net.a=b x", {"Sysctls": {"net.a": "b"}}),
    ("--tmpfs /a --tmpfs /b:size=1m x", {"Tmpfs": {"/a": "", "/b": "size=1m"}}),
    ("-t x", {"Tty": True}),
    ("--ulimit nofile=3 x", {"Ulimits": [{"Name": "nofile", "Soft": 3, "Hard": 3}]}),
    ("--use-api-socket x", {}),
    ("-u 1:2 x", {"User": "1:2"}),
    ("--userns host x", {"UsernsMode": "host"}),
    ("--uts host x", {"UTSMode": "host"}),
    ("-v ./a:/b:ro -v data:/c -v /d x",
     {"Binds": ["/site/a:/b:ro", "data:/c"], "Volumes": {"/d": {}}}),
    ("--volume-driver d x", {"VolumeDriver": "d"}),
    ("--volumes-from c:ro x", {"VolumesFrom": ["c:ro"]}),
    ("-w /w x", {"WorkingDir": "/w"}),
    ("x sh -c 'echo --rm'", {"Cmd": ["sh", "-c", "echo --rm"]}),
    ("x ''", {"Cmd": [""]}),
]  # fmt: skip


def test_no_options() -> None:
    assert made("x") == CreateRequest(DEFAULT, "", "")


@pytest.mark.parametrize(("line", "fields"), CASES)
def test_fields(line: str, fields: dict[str, Any]) -> None:
    assert added_fields(line) == fields


def test_every_option_has_a_case() -> None:
    given: set[str] = set()
    for line, _ in CASES:
        given |= parse(command.options, shlex.split(line), interspersed=False).given
    given.add("dotenv_file")  # whose variables the command adds to --env
    assert {option.key for option in command.options} - given == {"help"}


def test_name_and_platform_are_for_the_query() -> None:
    request = made("--name n --platform LINUX/aarch64 x")
    assert (request.name, request.platform) == ("n", "linux/arm64")


def test_proxies_of_the_configuration() -> None:
    context = CONTEXT._replace(proxies={"HTTP_PROXY": "p", "http_proxy": "p"})
    assert added_fields("-e HTTP_PROXY= x", context) == {"Env": ["HTTP_PROXY=", "http_proxy=p"]}


def test_size_of_the_terminal() -> None:
    assert added_fields("x", CONTEXT._replace(console_size=(30, 90))) == {"ConsoleSize": (30, 90)}


def test_devices_of_windows() -> None:
    found = added_fields("--device class/ID x", CONTEXT._replace(os_type="windows"))
    assert found == {"Devices": [{"PathOnHost": "class/ID"}]}


@pytest.mark.parametrize(
    ("line", "version", "fields"),
    [
        ("--rm x", (1, 24), {}),
        ("--rm x", (1, 25), {"AutoRemove": True}),
        ("--mac-address 92:d0:c6:0a:29:33 x", (1, 43), {"MacAddress": "92:d0:c6:0a:29:33"}),
        (
            "--network n --mac-address 92:d0:c6:0a:29:33 --ip 1.2.3.4 x",
            (1, 43),
            {
                "MacAddress": "92:d0:c6:0a:29:33",
                "NetworkMode": "n",
                "NetworkingConfig": endpoint({"IPAMConfig": {"IPv4Address": "1.2.3.4"}}, "n"),
            },
        ),
    ],
)
def test_fields_that_older_engines_lack(
    line: str, version: tuple[int, int], fields: dict[str, Any]
) -> None:
    assert added_fields(line, CONTEXT._replace(api_version=version)) == fields


def test_older_engines_take_one_network_with_a_container() -> None:
    line = "--network a --network name=b,alias=c --network d x"
    request = made(line, CONTEXT._replace(api_version=(1, 43)))
    assert request.body["NetworkingConfig"] == {"EndpointsConfig": {"a": {}}}
    assert request.further_networks == {"b": {"Aliases": ["c"]}, "d": {}}
    assert made(line).further_networks == {}


@pytest.mark.parametrize(
    ("line", "version", "fields"),
    [
        ("-m 5m --cpuset-cpus 0 x", 17, {"Memory": 5 << 20, "Cpuset": "0"}),
        ("-c 5 --memory-swap -1 x", 17, {"CpuShares": 5, "MemorySwap": -1}),
        ("-m 5m -v data:/c x", 18, {"Memory": 5 << 20, "Binds": ["data:/c"]}),
        ("--volume-driver d x", 20, {"VolumeDriver": "d"}),
        ("--network host x", 20, {"NetworkMode": "host"}),
        ("--network n x", 21, {"NetworkMode": "n"}),
    ],
)
def test_fields_stand_where_an_old_engine_reads_them(
    line: str, version: int, fields: dict[str, Any]
) -> None:
    body = made(line, of_age((1, version))).body
    for name, value in fields.items():
        holder = body if name in body else body["HostConfig"]
        assert holder[name] == value
    assert ("Memory" in body["HostConfig"]) == ("Memory" in fields and version >= 18)


def test_the_default_network_of_an_old_engine_is_the_bridge() -> None:
    for version, mode in ((20, "bridge"), (21, "default")):
        assert made("x", of_age((1, version))).body["HostConfig"]["NetworkMode"] == mode


def test_platform_is_left_out_of_an_older_query() -> None:
    assert made("--platform linux/arm64 x", CONTEXT._replace(api_version=(1, 40))).platform == ""
    assert made("--platform nonsense x", CONTEXT._replace(api_version=(1, 40))).platform == ""


@pytest.mark.parametrize(
    ("line", "version", "words"),
    [
        (
            "--network n x",
            (1, 20),
            '"--network n" requires API version 1.21, but the Docker daemon API version is 1.20',
        ),
        (
            "--network name=n,alias=a x",
            (1, 21),
            "settings of a network of the container requires API version 1.22,"
            " but the Docker daemon API version is 1.21",
        ),
        (
            "--network a --network name=b,mac-address=92:d0:c6:0a:29:33 x",
            (1, 43),
            '"specify mac-address per network" requires API version 1.44,'
            " but the Docker daemon API version is 1.43",
        ),
        (
            "--mount type=bind,src=/a,dst=/b,bind-recursive=disabled x",
            (1, 39),
            "bind-recursive=disabled requires API v1.40 or later",
        ),
        (
            "--mount type=bind,dst=/b,ro,bind-recursive=readonly,bind-propagation=rprivate x",
            (1, 43),
            "bind-recursive=readonly requires API v1.44 or later",
        ),
        (
            "--platform nonsense x",
            (1, 41),
            '"nonsense": unknown operating system or architecture: invalid argument',
        ),
    ],
)
def test_what_the_engine_cannot_do(line: str, version: tuple[int, int], words: str) -> None:
    with pytest.raises(PydockError) as raised:
        made(line, of_age(version))
    assert (raised.value.message, raised.value.exit_status) == (words, 1)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("--mac-address abc --memory-swappiness 200 x", "abc is not a valid mac address"),
        ("--memory-swappiness 200 -v '' x",
         "invalid value: 200. Valid memory swappiness range is 0-100"),
        ("-v '' -p '' x", "invalid empty volume spec"),
        ("-p a --expose b x", "invalid containerPort: a"),
        ("--expose a:b --device a x",
         "invalid range format for --expose: invalid start port 'a:b': invalid syntax"),
        ("--device a --pid a x", "a is not an absolute path"),
        ("--pid a --uts a x", "--pid: invalid PID mode"),
        ("--pid container: x", "--pid: invalid PID mode"),
        ("--uts a --userns a x", "--uts: invalid UTS mode"),
        ("--userns a --cgroupns a x", "--userns: invalid USER mode"),
        ("--cgroupns a --restart :1 x", "--cgroupns: invalid CGROUP mode"),
        ("--restart :1 --log-driver none --log-opt a x",
         "invalid restart policy format: no policy provided before colon"),
        ("--log-driver none --log-opt a --security-opt a x",
         "invalid logging opts for driver none"),
        ("--security-opt a --storage-opt a x", 'invalid --security-opt: "a"'),
        ("--storage-opt a --no-healthcheck --health-cmd a x", "invalid storage option"),
        ("--no-healthcheck --health-cmd a --rm --restart always x",
         "--no-healthcheck conflicts with --health-* options"),
        ("--rm --restart always --network-alias a x",
         "conflicting options: cannot specify both --restart and --rm"),
        ("--network-alias a x",
         "network-scoped aliases are only supported for user-defined networks"),
    ],
)  # fmt: skip
def test_the_first_error_is_reported(line: str, words: str) -> None:
    with pytest.raises(ValueError) as raised:
        made(line)
    assert str(raised.value) == words
