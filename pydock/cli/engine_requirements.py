"""Requirements of commands and options on the engine: API version, OS, experimental features."""

from __future__ import annotations

from pydock.errors import NotSupported, PydockError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pydock.cli.app import App
    from pydock.cli.command import Command, Option

_EXPERIMENTAL = "is only supported on a Docker daemon with experimental features enabled"


def check_engine(app: App, path: str, declared: Command, *, is_invalid: bool) -> None:
    """Raise NotSupported for a missing requirement; connection errors unless `is_invalid`."""
    if any(option.without_engine and app.given(option.key) for option in declared.options):
        return
    try:
        _check_command(app, path, declared)
        problems = [
            f'"--{option.long}" {problem}'
            for option in sorted(declared.options, key=lambda option: option.long)
            if app.given(option.key) and (problem := _unmet_requirement(app, option))
        ]
        if problems:
            raise NotSupported("\n".join(problems))
    except NotSupported:
        raise
    except PydockError:
        if not is_invalid:
            raise


def _check_command(app: App, path: str, declared: Command) -> None:
    if problem := _unmet_version(app, declared.api_since, declared.engine_since):
        raise NotSupported(f"{app.program} {path} {problem}")
    if declared.experimental and not app.engine.ping.experimental:
        raise NotSupported(f"{app.program} {path} {_EXPERIMENTAL}")


def _unmet_requirement(app: App, option: Option) -> str:
    """Return what the engine lacks for an option, or an empty text."""
    if problem := _unmet_version(app, option.api_since, option.engine_since):
        return problem
    if option.os and app.engine.ping.os_type not in ("", option.os):
        return (
            f"is only supported on a Docker daemon running on {option.os}, but the Docker"
            f" daemon is running on {app.engine.ping.os_type}"
        )
    if option.experimental and not app.engine.ping.experimental:
        return _EXPERIMENTAL
    return ""


def _unmet_version(app: App, api_since: str, engine_since: str) -> str:
    """Return the requirement that the negotiated API version or the engine's does not meet."""
    if api_since and not app.engine.at_least(api_since):
        return app.engine.requirement(api_since)
    if engine_since and not app.engine.supports(engine_since):
        return app.engine.requirement(engine_since)
    return ""
