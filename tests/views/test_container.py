"""A container as a row: names, images, ports and sizes as docker shows them."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.views.container import ContainerView
from pydock.views.listing import Listing
from pydock.views.ports import ports_text

CONTAINER: dict[str, Any] = {
    "Id": "4f" * 32, "Names": ["/web", "/db/alias"], "Image": "nginx:1", "Command": "nginx -g x",
    "ImageID": "sha256:" + "cd" * 32, "Created": 0, "State": "running", "Status": "Up 2 hours",
    "Labels": {"b": "2", "a": "1"}, "SizeRw": 123456, "SizeRootFs": 99999999,
    "Mounts": [{"Name": "a-volume-with-a-long-name", "Driver": "local"}, {"Source": "/src"}],
    "NetworkSettings": {"Networks": {"z": {}, "a": {}}},
}  # fmt: skip


def shown(template: str, truncate: bool = True, **changes: Any) -> str:
    view = ContainerView({**CONTAINER, **changes}, truncate=truncate)
    return Listing(ContainerView, template).text([view]).rstrip("\n")


@pytest.mark.parametrize(
    ("template", "short", "long"),
    [
        ("{{.ID}}", "4f4f4f4f4f4f", "4f" * 32),
        ("{{.Names}}", "web", "web,db/alias"),
        ("{{.Mounts}}", "a-volume-with-…,/src", "a-volume-with-a-long-name,/src"),
        ("{{.LocalVolumes}} {{.Networks}} {{.Labels}}", "1 a,z a=1,b=2", "1 a,z a=1,b=2"),
        ('{{.Label "b"}}{{.Label "c"}}|', "2|", "2|"),
        ("{{.Size}}", "123kB (virtual 100MB)", "123kB (virtual 100MB)"),
        ("{{.Platform}} {{json .Platform}}", "<nil> null", "<nil> null"),
    ],
)
def test_columns(template: str, short: str, long: str) -> None:
    assert (shown(template), shown(template, truncate=False)) == (short, long)


@pytest.mark.parametrize(
    ("facts", "health"),
    [
        ({"Health": {"Status": "none", "FailingStreak": 0}}, "none"),
        ({"Health": {"Status": "healthy"}, "Status": "Up 5 minutes (unhealthy)"}, "healthy"),
        ({"Status": "Up 5 minutes (healthy)"}, "healthy"),
        ({"Status": "Up 5 minutes (health: starting)"}, "starting"),
        ({"Status": "Up 5 minutes (Paused)"}, ""),
        ({"Status": "Exited (0) 5 minutes ago"}, ""),
        ({}, ""),
    ],
)
def test_health(facts: dict[str, Any], health: str) -> None:
    assert shown("{{.HealthStatus}}", **facts) == health


@pytest.mark.parametrize(
    ("image", "short"),
    [
        ("", "<no image>"),
        ("nginx", "nginx"),
        ("docker.io/library/nginx:1", "nginx:1"),
        ("index.docker.io/library/nginx", "nginx"),
        ("library/nginx", "nginx"),
        ("docker.io/me/app:1", "me/app:1"),
        ("reg:5000/a/b:1@sha256:" + "ab" * 32, "reg:5000/a/b:1"),
        ("nginx@sha256:" + "ab" * 32, "nginx"),
        ("sha256:" + "cd" * 32, "cdcdcdcdcdcd"),
        ("cdcdcdcdcdcd", "cdcdcdcdcdcd"),
    ],
)
def test_image(image: str, short: str) -> None:
    assert shown("{{.Image}}", Image=image) == short
    assert shown("{{.Image}}", Image=image, truncate=False) == (image or "<no image>")


@pytest.mark.parametrize(
    ("command", "short"),
    [
        ("sh", '"sh"'),
        ("x" * 20, f'"{"x" * 20}"'),
        ("x" * 21, f'"{"x" * 19}…"'),
        ("世界" * 12, '"世界世界世界世界世…"'),
        ('echo "a" \\ \n', r'"echo \"a\" \\ \n"'),
    ],
)
def test_command(command: str, short: str) -> None:
    assert shown("{{.Command}}", Command=command) == short


@pytest.mark.parametrize(
    ("names", "short"),
    [(["/a/b", "/web"], "web"), (["/a/b", "/c/d"], "a/b,c/d"), ([], ""), (None, "")],
)
def test_names(names: list[str] | None, short: str) -> None:
    assert shown("{{.Names}}", Names=names) == short


def test_platform() -> None:
    platform = {"os": "linux", "architecture": "arm64", "variant": "v8"}
    assert shown("{{.Platform}}", ImageManifestDescriptor={"platform": platform}) == (
        "linux/arm64/v8"
    )


def test_a_container_without_facts_shows_all_columns() -> None:
    fields = Listing(ContainerView, "json").text([ContainerView({})])
    assert '"Image":"\\u003cno image\\u003e"' in fields
    assert '"CreatedAt":"19' in fields


def port(private: int, public: int = 0, ip: str = "", protocol: str = "tcp") -> dict[str, Any]:
    return {"PrivatePort": private, "PublicPort": public, "IP": ip, "Type": protocol}


ANY4, ANY6 = "0.0.0.0", "::"


@pytest.mark.parametrize(
    ("ports", "text"),
    [
        ([], ""),
        ([port(80)], "80/tcp"),
        ([port(81), port(80), port(82)], "80-82/tcp"),
        ([port(80), port(82)], "80/tcp, 82/tcp"),
        ([port(80), port(81, protocol="udp")], "80/tcp, 81/udp"),
        ([port(80, 8080, ANY4)], "0.0.0.0:8080->80/tcp"),
        ([port(80, 80, ANY4), port(81, 81, ANY4)], "0.0.0.0:80-81->80-81/tcp"),
        ([port(80, 80, ANY4), port(81, 8081, ANY4)], "0.0.0.0:80->80/tcp, 0.0.0.0:8081->81/tcp"),
        ([port(80, 8080, ANY6), port(80, 8080, ANY4)],
         "0.0.0.0:8080->80/tcp, [::]:8080->80/tcp"),
        ([port(80, 80, ANY6), port(81, 81, ANY6)], "[::]:80-81->80-81/tcp"),
        ([port(9), port(80, 80, ANY4), port(10)], "9-10/tcp, 0.0.0.0:80->80/tcp"),
    ],
)  # fmt: skip
def test_ports(ports: list[dict[str, Any]], text: str) -> None:
    assert ports_text(ports) == text
