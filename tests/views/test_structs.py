"""What templates see of inspected objects: the structs that docker reads them into.

The expected texts are those of docker 29.7.2; where that prints "invalid IP" for an address that is
not set, nothing is printed.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from pydock.golang import gojson
from pydock.golang.template import Template
from pydock.views.structs import KINDS, typed

CONTAINER: dict[str, Any] = {
    "Id": "4f4f",
    "Created": "2026-11-23T11:58:13.935546773Z",
    "Args": ["-c", "echo <b>"],
    "State": {"Status": "running", "Running": True, "Pid": 26629, "NewField": 1},
    "Name": "/web",
    "SizeRw": 5,
    "HostConfig": {
        "Memory": 64 << 20,
        "LogConfig": {"Type": "json-file", "Config": {"max-size": "10m"}},
        "RestartPolicy": {"Name": "no", "MaximumRetryCount": 0},
        "PidsLimit": None,
        "OomKillDisable": False,
        "PortBindings": {"80/tcp": [{"HostIp": "", "HostPort": "8080"}]},
    },
    "Config": {
        "Cmd": ["sh", "-c"],
        "Labels": {"b": "2", "a.b-c": "1"},
        "Healthcheck": {"Test": ["CMD-SHELL", "true"], "Interval": 90_000_000_000},
        "Env": None,
    },
    "Mounts": [{"Type": "bind", "Source": "/tmp", "Destination": "/mnt", "RW": True}],
    "NetworkSettings": {
        "IPAddress": "172.17.0.4",
        "Ports": {"80/tcp": [{"HostIp": "::", "HostPort": "8080"}], "81/tcp": None},
        "Networks": {"bridge": {"IPAddress": "172.17.0.4", "IPPrefixLen": 16}},
    },
}

BRIDGE = {"IPAddress": "172.17.0.4", "MacAddress": "92:d0:c6:0a:29:33", "IPPrefixLen": 16}


@pytest.mark.parametrize(
    ("template", "settings", "text"),
    [
        ("{{.IPAddress}}/{{.IPPrefixLen}} {{.MacAddress}}", {"Networks": {"bridge": BRIDGE}},
         "172.17.0.4/16 92:d0:c6:0a:29:33"),
        ("{{.IPAddress}}", {"IPAddress": "10.0.0.9", "Networks": {"bridge": BRIDGE}}, "10.0.0.9"),
        ("{{.IPAddress}}|{{.Bridge}}|{{.HairpinMode}}", {"Networks": {"mine": BRIDGE}}, "||false"),
        ("{{.IPAddress}}", {"Networks": {"bridge": None}}, ""),
        ("{{json .}}", {"IPAddress": "10.0.0.9"},
         '{"SandboxID":"","SandboxKey":"","Ports":null,"Networks":null}'),
    ],
)  # fmt: skip
def test_former_network_settings(template: str, settings: dict[str, Any], text: str) -> None:
    """Engines leave them out since API 1.52: they come from the network "bridge"."""
    rendered = Template("{{with .NetworkSettings}}" + template + "{{end}}").render(
        typed("container", {"Id": "4f4f", "NetworkSettings": settings})
    )
    assert rendered == text


def test_versions_are_in_the_order_of_docker_29() -> None:
    server = {
        "Platform": {"Name": ""},
        "Components": [{"Name": "Engine", "Version": "29.7.2"}],
        "Version": "29.7.2",
        "ApiVersion": "1.55",
        "MinAPIVersion": "1.40",
        "GitCommit": "",
        "GoVersion": "go1.26",
        "Os": "linux",
        "Arch": "amd64",
    }
    client = {"Version": "29.7.2", "GoVersion": ""}
    versions = typed("version", {"Client": client, "Server": server})
    assert Template("{{json .}}").render(versions) == (
        '{"Client":{"Version":"29.7.2","Context":""},"Server":{"Platform":{"Name":""},'
        '"Version":"29.7.2","ApiVersion":"1.55","MinAPIVersion":"1.40","Os":"linux","Arch":"amd64",'
        '"Components":[{"Name":"Engine","Version":"29.7.2"}],"GoVersion":"go1.26"}}'
    )


def test_former_fields_of_an_image() -> None:
    image = typed("image", {"Id": "1f", "Parent": "2e", "GraphDriver": {"Name": "overlay2"}})
    assert Template("{{.Parent}} {{.DockerVersion}}").render(image) == "2e "
    assert "Parent" not in gojson.encode(image)


NETWORK: dict[str, Any] = {
    "Name": "bridge",
    "Id": "f3ab",
    "Created": "2026-11-23T11:19:33.098208207Z",
    "IPAM": {"Driver": "default", "Options": None, "Config": [{"Subnet": "172.17.0.0/16"}]},
}


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{{.ID}} {{.Name}} {{.State.Status}}", "4f4f /web running"),
        ("{{.State}}", "{running true false false false false 26629 0    <nil>}"),
        ('{{printf "%v" .State}}', "&{running true false false false false 26629 0    <nil>}"),
        ("{{.State.Health}} {{.SizeRw}} {{.SizeRootFs}}", "<nil> 5 <nil>"),
        ("{{eq .State.Pid 26629}} {{gt .HostConfig.Memory 5}}", "true true"),
        ("{{.HostConfig.Memory}} {{.HostConfig.CPUShares}}", "67108864 0"),
        ("{{.HostConfig.LogConfig}}", "{json-file map[max-size:10m]}"),
        ("{{.HostConfig.RestartPolicy}}", "{no 0}"),
        ("{{.HostConfig.PidsLimit}} {{.HostConfig.OomKillDisable}}", "<nil> false"),
        ("{{.HostConfig.PortBindings}}", "map[80/tcp:[{ 8080}]]"),
        ('{{join .Config.Cmd " "}} {{.Config.Env}}', "sh -c []"),
        ('{{index .Config.Labels "a.b-c"}}{{index .Config.Labels "no"}}|', "1|"),
        ("{{.Config.Labels.no}}", "<no value>"),
        ("{{.Config.Labels}}", "map[a.b-c:1 b:2]"),
        ("{{.Config.Healthcheck}}", "{[CMD-SHELL true] 1m30s 0s 0s 0s 0}"),
        ("{{.Config.Healthcheck.Interval}}", "1m30s"),
        ("{{json .Config.Healthcheck}}", '{"Test":["CMD-SHELL","true"],"Interval":90000000000}'),
        ("{{.Mounts}}", "[{bind  /tmp /mnt   true }]"),
        ("{{range .Mounts}}{{.Source}}:{{.Destination}}{{end}}", "/tmp:/mnt"),
        ("{{range $p, $b := .NetworkSettings.Ports}}{{$p}}={{len $b}} {{end}}",
         "80/tcp=1 81/tcp=0 "),
        ('{{(index (index .NetworkSettings.Ports "80/tcp") 0).HostPort}}', "8080"),
        ("{{range .NetworkSettings.Networks}}{{.IPAddress}}/{{.IPPrefixLen}}{{end}}",
         "172.17.0.4/16"),
        ("{{json .Args}} {{json .Config.Env}}", '["-c","echo <b>"] null'),
        ("{{json .State}}", '{"Status":"running","Running":true,"Paused":false,"Restarting":false,'
         '"OOMKilled":false,"Dead":false,"Pid":26629,"ExitCode":0,"Error":"","StartedAt":"",'
         '"FinishedAt":""}'),
        ('{{printf "%T %T %T" .State .Config.Labels .Mounts}}',
         "*container.State map[string]string []container.MountPoint"),
        ('{{printf "%+v" .HostConfig.RestartPolicy}}', "{Name:no MaximumRetryCount:0}"),
        ('{{printf "%#v" .HostConfig.RestartPolicy}}',
         'container.RestartPolicy{Name:"no", MaximumRetryCount:0}'),
        ("{{.NetworkSettings.Bridge}}|{{.HostConfig.Resources.Memory}}", "|67108864"),
    ],
)  # fmt: skip
def test_container(template: str, text: str) -> None:
    assert Template(template).render(typed("container", CONTAINER)) == text


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{{.Created}} {{.Created.Unix}}",
         "2026-11-23 11:19:33.098208207 +0000 UTC 1795432773"),
        ("{{.IPAM}}", "{default map[] [{172.17.0.0/16   map[]}]}"),
        ("{{json .IPAM}}",
         '{"Driver":"default","Options":null,"Config":[{"Subnet":"172.17.0.0/16"}]}'),
        ("{{.Internal}} {{.Containers}} {{.ConfigFrom}}", "false map[] {}"),
    ],
)  # fmt: skip
def test_network(template: str, text: str) -> None:
    assert Template(template).render(typed("network", NETWORK)) == text


@pytest.mark.parametrize("kind", KINDS)
def test_an_object_without_facts_has_zero_values(kind: str) -> None:
    encoded = json.loads(gojson.encode(typed(kind, {})))
    assert {"Id", "ID", "Name", "Client"} & set(encoded)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("value", [None, "text", 5, [1], {"a": 1}, [], {}])
def test_values_of_another_type_do_no_harm(kind: str, value: Any) -> None:
    names = [field.json_name for field in typed(kind, {}).fields if field.json_name]
    struct = typed(kind, {**dict.fromkeys(names, value), "Created": value, "State": value})
    assert isinstance(Template("{{.}}{{json .}}").render(struct), str)


def test_a_command_that_old_engines_give_as_one_text() -> None:
    struct = typed("container", {"Config": {"Cmd": "ls"}})
    assert Template("{{.Config.Cmd}}").render(struct) == "[ls]"


CONFIG: dict[str, Any] = {
    "ID": "szge",
    "Version": {"Index": 21},
    "CreatedAt": "2026-11-25T01:57:49.6Z",
    "UpdatedAt": "2026-11-25T01:57:49.6Z",
    "Spec": {"Name": "s1", "Labels": {}, "Data": "aGkK"},
}


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{{.Spec}}", "{{s1 map[]} [104 105 10] <nil>}"),
        ('{{printf "%s|%q|%x|%.1s|%T" .Spec.Data .Spec.Data .Spec.Data .Spec.Data .Spec.Data}}',
         'hi\n|"hi\\n"|68690a|h|[]uint8'),
        ("{{json .Spec}}", '{"Name":"s1","Labels":{},"Data":"aGkK"}'),
        ("{{.Version}} {{.Meta.Version.Index}} {{json .Version}}", '21 21 {"Index":21}'),
        ("{{.Meta}}",
         "{21 2026-11-25 01:57:49.6 +0000 UTC 2026-11-25 01:57:49.6 +0000 UTC}"),
        ('{{printf "%s" .Spec.Templating}}', "%!s(*swarm.Driver=<nil>)"),
    ],
)  # fmt: skip
def test_configs(template: str, text: str) -> None:
    assert Template(template).render(typed("config", CONFIG)) == text


def test_what_a_pointer_points_to_is_shown_even_if_it_is_zero() -> None:
    raft = {"SnapshotInterval": 0, "KeepOldSnapshots": 0, "ElectionTick": 10}
    info = typed("info", {"Swarm": {"Cluster": {"Spec": {"Raft": raft}}}})
    shown = Template("{{json .Swarm.Cluster.Spec.Raft}}").render(info)
    assert shown == '{"KeepOldSnapshots":0,"ElectionTick":10,"HeartbeatTick":0}'
