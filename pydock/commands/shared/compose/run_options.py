"""The options of `compose run`."""

from typing import TypedDict


class RunOptions(TypedDict):
    """Values by key."""

    build: bool
    cap_add: list[str]
    cap_drop: list[str]
    detach: bool
    dry_run: bool
    entrypoint: str
    env: list[str]
    env_from_file: list[str]
    interactive: bool
    label: list[str]
    name: str
    no_deps: bool
    no_TTY: bool
    publish: list[str]
    pull: str
    quiet: bool
    quiet_build: bool
    quiet_pull: bool
    remove_orphans: bool
    rm: bool
    service_ports: bool
    tty: bool
    use_aliases: bool
    user: str
    volume: list[str]
    workdir: str
