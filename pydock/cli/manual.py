"""The pages of the manual: one for each command, made from its declaration, and the topics.

`python -m pydock.cli.manual DIRECTORY` writes all man pages below DIRECTORY/man1 and so on, as the
wheel installs them below share/man; `pydock help run --man` prints one.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from pydock import __version__, catalog, manual
from pydock.cli.app import App
from pydock.cli.command import Command, Option, global_options, group_options, load
from pydock.cli.help import dedented, width_of_window
from pydock.errors import PydockError
from pydock.manual import TOPICS, markup
from pydock.manual.markup import Block, Definition, Heading, Literal, Paragraph
from pydock.manual.plain_text import text_page
from pydock.manual.roff import man_page

#: of a page in a wide window
_WIDEST = 100


class Page(NamedTuple):
    """A page: its name in the manual, its section and its blocks."""

    name: str
    section: int
    blocks: list[Block]

    def roff(self) -> str:
        return man_page(self.name, self.section, __version__, self.blocks)

    def text(self, width: int) -> str:
        return text_page([Heading(f"{self.name}({self.section})", 0), *self.blocks], width)


def page(words: str) -> Page | None:
    """Return the page of a command's path, of a topic, or of the program (""); None without one."""
    if words in TOPICS:
        return _topic(words)
    command = catalog.resolve(words)
    if command in catalog.COMMANDS:
        return Page(_man_name(words), 1, list(_command(words, load(command))))
    if not words or command in catalog.GROUPS:
        return Page(_man_name(words), 1, list(_group(words)))
    return None


def files() -> Iterator[tuple[str, str]]:
    """Yield the path below share/man and the text of each man page; links for further names."""
    for words in ("", *catalog.GROUPS, *TOPICS):
        found = page(words)
        assert found
        yield f"man{found.section}/{found.name}.{found.section}", found.roff()
    for command in catalog.COMMANDS:
        name, *others = _names(command)
        found = page(name)
        assert found
        yield f"man1/{found.name}.1", found.roff()
        for other in others:
            yield f"man1/{_man_name(other)}.1", f".so man1/{found.name}.1\n"


def _names(command: str) -> list[str]:
    """Return all paths of a command, the shortest first: the one that users type."""
    return sorted(catalog.names_of(command), key=lambda name: (name.count(" "), name != command))


def _man_name(words: str) -> str:
    return "-".join(("pydock", *words.split()))


def _command(words: str, command: Command) -> Iterator[Block]:
    resolved = catalog.resolve(words)
    description, _, examples = dedented(command.body.__doc__ or "").partition("\n\nExamples:\n")
    yield from _name_and_usage(words, catalog.COMMANDS[resolved], command.shown_usages)
    yield _section("Description")
    yield from (Paragraph(" ".join(part.split())) for part in description.split("\n\n"))
    if requirement := _requirement(command.api_since, command.engine_since):
        yield Paragraph(f"{requirement}.")
    for heading, options in command.sections().items():
        yield _section(heading)
        yield from map(_option, options)
    others = [f"``pydock {name}``" for name in _names(resolved) if name != words]
    if others:
        yield _section("Other names")
        yield Paragraph(", ".join(others))
    if examples:
        yield _section("Examples")
        yield Literal(tuple(line.removeprefix("  ") for line in examples.split("\n")))
    yield from _see_also(resolved.rpartition(" ")[0])


def _group(words: str) -> Iterator[Block]:
    text = catalog.GROUPS.get(words, "docker in Python: a client for every Docker Engine")
    options = group_options(words) if words else global_options()
    usage = f"{'[OPTIONS] ' if options else ''}COMMAND{'' if words else ' [ARG...]'}"
    yield from _name_and_usage(words, text, [usage])
    for heading in ("Commands",) if words else catalog.SECTIONS:
        yield _section(heading)
        for name, line in (catalog.members(words) if words else catalog.listed(heading)).items():
            yield Definition(f"``{name}``", line)
    if options:
        yield _section("Options")
        yield from (_option(option) for option in options if not option.hidden)
    if not words:
        yield _section("Manual")
        for topic, section in TOPICS.items():
            yield Definition(f"``pydock-{topic}``({section})", _title_and_text(topic)[0])
    yield from _see_also("" if words else None)


def _name_and_usage(words: str, text: str, usages: Sequence[str]) -> Iterator[Block]:
    yield _section("Name")
    yield Paragraph(f"{_man_name(words)} - {text[:1].lower() if words else text[:1]}{text[1:]}")
    yield _section("Synopsis")
    for usage in usages:
        yield Paragraph(f"``{f'pydock {words}'.rstrip()}`` {usage}".rstrip())


def _option(option: Option) -> Block:
    names = f"``-{option.short}``, ``--{option.long}``" if option.short else f"``--{option.long}``"
    _, _, kind, text = option.row
    requirement = _requirement(option.api_since, option.engine_since)
    text = f"{text}. {requirement}." if requirement else f"{text}."
    return Definition(f"{names} *{kind}*" if kind else names, text.replace("..", "."))


def _requirement(api_since: str, engine_since: str) -> str:
    if api_since:
        return f"Requires API {api_since}"
    return f"Requires an engine with API {engine_since}" if engine_since else ""


def _see_also(group: str | None) -> Iterator[Block]:
    if group is None:
        return
    pages = [f"``{_man_name(group)}``(1)"] if group else []
    pages += ["``pydock``(1)", *(f"``pydock-{topic}``({n})" for topic, n in TOPICS.items())]
    yield _section("See also")
    yield Paragraph(", ".join(pages))


def _section(text: str) -> Heading:
    return Heading(text, markup.SECTION)


def _topic(topic: str) -> Page:
    title, text = _title_and_text(topic)
    blocks: list[Block] = [
        _section("Name"),
        Paragraph(f"pydock-{topic} - {title}"),
        _section("Description"),
        *markup.blocks(text),
        *_generated(topic),
    ]
    return Page(f"pydock-{topic}", TOPICS[topic], blocks)


def _title_and_text(topic: str) -> tuple[str, str]:
    title, _, text = manual.source(topic).split("\n", 2)
    return title, text


def _generated(topic: str) -> Iterator[Block]:
    """Yield what the page of engines takes from the declarations: what requires which version."""
    if topic != "engines":
        return
    found: dict[str, list[str]] = {}
    for name in catalog.COMMANDS:
        command, shown = load(name), _names(name)[0]
        if version := command.api_since or command.engine_since:
            found.setdefault(version, []).append(f"``{shown}``")
        for option in command.options:
            if not option.hidden and (version := option.api_since or option.engine_since):
                found.setdefault(version, []).append(f"``{shown} --{option.long}``")
    yield _section("What requires which API version")
    for version in sorted(found, key=lambda version: [int(part) for part in version.split(".")]):
        yield Definition(version, ", ".join(found[version]))


def show(app: App, words: str) -> int:
    """Print a page; on a terminal through the pager. Raises PydockError for an unknown one."""
    found = page(words)
    if found is None:
        raise PydockError(
            f"no page of the manual on {words!r}: name a command or one of {', '.join(TOPICS)}"
        )
    width = width_of_window(app.environ.get("COLUMNS", ""))
    text = found.text(min(width, _WIDEST))
    if not (app.is_terminal("stdout") and _in_pager(text, app.environ)):
        app.write(text)
    return 0


def _in_pager(text: str, environ: Mapping[str, str]) -> bool:
    """Show a text in the user's pager; return whether that could be started."""
    pager = environ.get("PAGER") or "less"
    try:
        # less exits at once if the page fits the window, and shows control characters
        process = subprocess.Popen(
            ["/bin/sh", "-c", pager],
            stdin=subprocess.PIPE,
            env={"LESS": "FRX", **environ},
            text=True,
            encoding="utf-8",
        )
        with contextlib.suppress(BrokenPipeError):
            process.communicate(text)
    except OSError:
        return False
    return process.wait() not in (126, 127)  # the shell found no such program


def write_all(directory: Path) -> None:
    """Write all man pages below a directory."""
    for path, text in files():
        target = directory / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")


if __name__ == "__main__":
    write_all(Path(sys.argv[1]))
