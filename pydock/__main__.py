"""The entry point: quick answers, else the command; an error becomes an exit status."""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False  # typing takes long to load
if TYPE_CHECKING:
    from typing import NoReturn

    from pydock.cli.app import App


def program_name(path: str) -> str:
    """Return the name that the program runs under: "docker" for a link of that name."""
    name = os.path.basename(path)  # noqa: PTH119 (pathlib takes too long to load)
    return "pydock" if name in ("__main__.py", "", "-c") else name


def quick_answer(program: str, arguments: list[str]) -> str | None:
    """Return the text of bare `--help` and `--version`, which need nothing else loaded."""
    if arguments in (["--version"], ["-v"]):
        from pydock.cli.help import version_line

        return f"{version_line(program)}\n"
    if arguments in (["--help"], ["help"]):
        from pydock.cli.config_mentions import ALIASES, may_have
        from pydock.cli.plugins import may_exist

        if may_exist(os.environ) or may_have(os.environ, ALIASES):
            return None  # the page lists them
        from pydock.cli.help import styled, top_page, width_of_window

        page = top_page(program, width_of_window(os.environ.get("COLUMNS", "")))
        return styled(page, os.environ, sys.stdout.isatty())
    return None


def main(arguments: list[str], app: App) -> int:
    """Run one command line and return its exit status; errors are printed on standard error."""
    from pydock.errors import ExitStatus, PydockError

    try:
        from pydock.cli.dispatch import run

        return run(app, arguments)
    except PydockError as error:
        if app.debug and error.__cause__:  # the cause has details
            import traceback

            traceback.print_exc()
        if error.message:
            app.warn(error.message)
        return error.exit_status
    except KeyboardInterrupt:
        return ExitStatus.INTERRUPTED
    except Exception as error:
        if app.debug or _is_of_stream(error):
            raise
        app.warn(f"{app.program}: {type(error).__name__}: {error} (a bug; -D shows more)")
        return 1


def _is_of_stream(error: Exception) -> bool:
    """Return whether the error is of a standard stream; errors of files have a name."""
    return isinstance(error, OSError) and error.filename is None


def console() -> NoReturn:
    """Run the console script; the process exits without the interpreter's clean-up."""
    gc.set_threshold(100_000)
    _fill_closed_streams()
    _use_utf8_names()
    program, arguments = program_name(sys.argv[0]), sys.argv[1:]
    status = 0
    try:
        for stream in (sys.stdin, sys.stdout, sys.stderr):
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")  # type: ignore[union-attr]
        if not _is_utf8_locale():
            _encode_for_terminals()
        text = quick_answer(program, arguments)
        if text is not None:
            sys.stdout.write(text)
        else:
            from pydock.cli.app import App

            status = main(arguments, App(program))
        sys.stdout.flush()
    except BrokenPipeError:
        _die_of_broken_pipe()
    except OSError as error:  # a full disk, for example
        status = 1
        _write_error(f"write /dev/stdout: {(error.strerror or str(error)).lower()}\n")
    _write_error("")
    os._exit(status)


def _use_utf8_names() -> None:
    """Start again in Python's UTF-8 mode where the locale has another encoding.

    Arguments, variables and names of files then pass as the bytes that they are.
    """
    if sys.getfilesystemencoding() != "utf-8" and not sys.flags.utf8_mode:
        first, *others = sys.orig_argv
        os.execv(sys.executable, [first, "-X", "utf8", *others])


def _is_utf8_locale() -> bool:
    environ = os.environ
    name = environ.get("LC_ALL") or environ.get("LC_CTYPE") or environ.get("LANG") or "UTF-8"
    return name.lower().endswith(("utf-8", "utf8"))


def _encode_for_terminals() -> None:
    """Write to terminals in their encoding; pipes and files get UTF-8, as from docker."""
    from pydock.terminal.locale_encoding import SIGNS, encoding_of

    for stream in (sys.stdout, sys.stderr):
        if stream.isatty():
            stream.reconfigure(encoding=encoding_of(os.environ), errors=SIGNS)  # type: ignore[union-attr]


def _write_error(text: str) -> None:
    """Write to standard error and flush it, if that is still possible."""
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except OSError:
        pass


def _fill_closed_streams() -> None:
    """Open /dev/null for closed standard streams, so that no socket gets their descriptors."""
    for descriptor, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        if getattr(sys, name) is None:
            opened = os.open(os.devnull, os.O_RDWR)
            if opened != descriptor:
                os.dup2(opened, descriptor)
                os.close(opened)
            setattr(sys, name, os.fdopen(descriptor, mode, encoding="utf-8"))


def _die_of_broken_pipe() -> NoReturn:
    """Exit by SIGPIPE, as C programs do when the reader closes the pipe."""
    import signal

    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    os.kill(os.getpid(), signal.SIGPIPE)
    os._exit(141)


if __name__ == "__main__":
    console()
