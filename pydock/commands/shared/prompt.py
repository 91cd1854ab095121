"""Prompts on the terminal: a line of text, a secret without echo, a confirmation."""

from pydock.cli.app import App


def read_line(app: App, prompt: str, *, echo: bool = True) -> str:
    """Print the prompt and read a line, without echo for secrets; ctrl-C moves to a new line."""
    app.write(prompt)
    app.stdout.flush()
    try:
        return _line(app) if echo else _line_without_echo(app)
    except KeyboardInterrupt:
        app.print("")
        app.stdout.flush()
        raise


def _line(app: App) -> str:
    return app.stdin.readline().rstrip("\r\n")


def _line_without_echo(app: App) -> str:
    from pydock.terminal.no_echo import without_echo

    with without_echo(app.stdin.fileno()):
        line = _line(app)
    app.print("")
    return line


def confirm(app: App, question: str) -> bool:
    """Prompt with a question; True for the answers y and Y alone."""
    return read_line(app, f"{question} [y/N] ").strip() in ("y", "Y")


def removal_question(what: str) -> str:
    """Return the question before the removal of `what`."""
    return f"WARNING! This will remove {what}.\nAre you sure you want to continue?"
