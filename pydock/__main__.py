"""Where the program starts: the quick ways out, then the command; errors become statuses."""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False  # as typing's, which takes too long to load
if TYPE_CHECKING:
    from typing import NoReturn

    from pydock.cli.app import App


def program_name(path: str) -> str:
    """The name the program was started under: "docker" for a link of that name."""
    name = os.path.basename(path)  # noqa: PTH119 (pathlib takes too long to load)
    return "pydock" if name in ("__main__.py", "", "-c") else name


def quick_answer(program: str, words: list[str]) -> str | None:
    """The text of bare `--help` and `--version`, which need nothing else loaded."""
    if words in (["--version"], ["-v"]):
        from pydock.cli.help import version_line

        return f"{version_line(program)}\n"
    if words in (["--help"], ["help"]):
        from pydock.cli.plugin_paths import may_exist

        if may_exist(os.environ):
            return None  # the page lists them
        from pydock.cli.help import to_show, top_page, width_of_window

        page = top_page(program, width_of_window(os.environ.get("COLUMNS", "")))
        return to_show(page, os.environ, sys.stdout.isatty())
    return None


def main(words: list[str], app: App) -> int:
    """Run one command line; what goes wrong is told on standard error."""
    from pydock.errors import ExitStatus, PydockError

    try:
        if words[-1:] == ["--help"]:
            from pydock.cli.quick_help import show_quickly

            if show_quickly(app, words[:-1]):
                return 0
        from pydock.cli.root import run

        return run(app, words)
    except PydockError as error:
        if app.debug and error.__cause__:  # the sentence is not all there is to know
            import traceback

            traceback.print_exc()
        if error.message:
            app.warn(error.message)
        return error.exit_status
    except KeyboardInterrupt:
        return ExitStatus.INTERRUPTED
    except Exception as error:
        if app.debug or _is_about_a_stream(error):
            raise
        app.warn(f"{app.program}: {type(error).__name__}: {error} (a bug; -D shows more)")
        return 1


def _is_about_a_stream(error: Exception) -> bool:
    """Is it the end of a standard stream? What goes wrong with files names them."""
    return isinstance(error, OSError) and error.filename is None


def console() -> NoReturn:
    """The console script: ends the process without taking the interpreter apart."""
    gc.set_threshold(100_000)
    _fill_closed_streams()
    program, words = program_name(sys.argv[0]), sys.argv[1:]
    status = 0
    try:
        for stream in (sys.stdin, sys.stdout, sys.stderr):
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")  # type: ignore[union-attr]
        text = quick_answer(program, words)
        if text is not None:
            sys.stdout.write(text)
        else:
            from pydock.cli.app import App

            status = main(words, App(program))
        sys.stdout.flush()
    except BrokenPipeError:
        _die_of_broken_pipe()
    except OSError as error:  # a full disk, mostly
        status = 1
        _tell(f"write /dev/stdout: {(error.strerror or str(error)).lower()}\n")
    _tell("")
    os._exit(status)


def _tell(words: str) -> None:
    """Write to standard error and empty it, if that can still be done."""
    try:
        sys.stderr.write(words)
        sys.stderr.flush()
    except OSError:
        pass


def _fill_closed_streams() -> None:
    """Open /dev/null in place of closed standard streams.

    A socket would get their descriptors, and be written to as if it were one of them.
    """
    for descriptor, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        if getattr(sys, name) is None:
            opened = os.open(os.devnull, os.O_RDWR)
            if opened != descriptor:
                os.dup2(opened, descriptor)
                os.close(opened)
            setattr(sys, name, os.fdopen(descriptor, mode, encoding="utf-8"))


def _die_of_broken_pipe() -> NoReturn:
    """End as a C program would when its reader has gone away."""
    import signal

    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    os.kill(os.getpid(), signal.SIGPIPE)
    os._exit(141)


if __name__ == "__main__":
    console()
