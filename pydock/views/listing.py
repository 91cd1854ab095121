"""How every listing command goes from rows to text.

A row is a `View`: a small class whose methods are the columns.

    class VolumeView(View):
        go_type = "*formatter.volumeContext"
        default_columns = ("Driver", "Name")
        quiet_column = "Name"

        def __init__(self, volume): ...

        @column("VOLUME NAME")
        def Name(self) -> str:
            return self.volume["Name"]

The table, `--format '{{.Name}}'` and `--format json` all read the same methods. A column's
method runs only when its column is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from pydock.errors import PydockError
from pydock.golang.reflect import Member, Object
from pydock.golang.tabwriter import align

if TYPE_CHECKING:
    from pydock.golang.template import Template

Method = TypeVar("Method", bound=Callable[..., Any])


def column(header: str) -> Callable[[Method], Method]:
    """Make a method a column of its view: templates know it by its own name."""

    def mark(method: Method) -> Method:
        method.__dict__["column_header"] = header
        return method

    return mark


def lookup(method: Method) -> Method:
    """Make a method that takes one text, such as `Label`, known to templates."""
    method.__dict__["is_lookup"] = True
    return method


class View(Object):
    """One row of a listing."""

    #: the columns of the table, and the one that --quiet shows
    default_columns: ClassVar[Sequence[str]] = ()
    quiet_column: ClassVar[str] = "ID"
    #: the lines of `--format raw`: words and columns
    raw_lines: ClassVar[Sequence[tuple[str, str]]] = ()
    #: does a raw line without a value keep the blank behind its word?
    raw_blanks: ClassVar[bool] = False
    #: headers of the columns by name
    headers: ClassVar[Mapping[str, str]] = {}

    def __init_subclass__(cls) -> None:
        members, headers = dict(cls.members), dict(cls.headers)
        for name, method in vars(cls).items():
            header = getattr(method, "column_header", None)
            if header is not None:
                members[name] = Member(method)
                headers[name] = header
            elif getattr(method, "is_lookup", False):
                members[name] = Member(method, ("string",))
        cls.members, cls.headers = members, headers

    def cell(self, name: str) -> str:
        """What a table shows of a column."""
        return _cell(self.members[name].call(self))


class _Header(Object):
    """What a template sees when it makes the line of headers: each column is its header."""

    go_type = "formatter.SubHeaderContext"
    is_open = True

    def __init__(self, view: type[View]) -> None:
        self.headers = view.headers
        self.members = {  # type: ignore[misc]
            name: Member(_header_of_label, member.parameters)
            if member.parameters
            else Member(lambda self, name=name: self.headers[name])
            for name, member in view.members.items()
        }


def _header_of_label(_: object, label: str) -> str:
    """ "com.example.some-key" as "some key"."""
    return label.rpartition(".")[2].replace("-", " ").replace("_", " ")


class Listing:
    """Rows as text in the way that --format and --quiet ask for."""

    def __init__(
        self,
        view: type[View],
        format: str = "",
        *,
        quiet: bool = False,
        columns: Sequence[str] = (),
        raw_lines: Sequence[tuple[str, str]] = (),
    ) -> None:
        """`columns` and `raw_lines` replace the view's own, where options change them.

        PydockError when the format is no template.
        """
        self.view = view
        self.columns = columns or view.default_columns
        self.raw_lines = raw_lines or view.raw_lines
        self.format = "table" if format == "" else format
        #: asking for a format of one's own undoes --quiet
        self.quiet = quiet and not self.is_custom and self.format != "json"
        if self.is_custom:
            self.template  # noqa: B018  (a wrong template is an error before anything is shown)

    @property
    def is_raw(self) -> bool:
        return self.format == "raw" and bool(self.raw_lines)

    @property
    def is_custom(self) -> bool:
        """Is the format a template, rather than one of the words?"""
        return not (self.is_raw or self.format in ("table", "json"))

    @property
    def is_table(self) -> bool:
        return self.format.startswith("table") and not self.quiet

    @cached_property
    def template(self) -> Template:
        from pydock.golang.template import Template, TemplateError

        try:
            return Template(self.template_text)
        except TemplateError as error:
            raise PydockError(f"template parsing error: {error.message}") from None

    @property
    def template_text(self) -> str:
        text = self.format.removeprefix("table").strip(" ")
        return text.replace(r"\t", "\t").replace(r"\n", "\n")

    def text(self, rows: Iterable[View]) -> str:
        """All rows as text that ends with a newline, or nothing at all."""
        lines = [self.row(row) for row in rows]
        if not self.is_table:
            return "".join(f"{line}\n" for line in lines)
        return align("".join(f"{line}\n" for line in [self.header(), *lines]))

    def row(self, row: View) -> str:
        """One row; the columns of a table with tabs in between."""
        if self.quiet:
            return self.quiet_row(row)
        if self.format == "json":
            from pydock.golang.gojson import encode

            return encode(row)
        if self.is_raw:
            return "".join(f"{line}\n" for line in self.raw(row))
        if self.is_custom:
            return self.rendered(row)
        return "\t".join(row.cell(name) for name in self.columns)

    def raw(self, row: View) -> Iterator[str]:
        for word, name in self.raw_lines:
            line = f"{word}: {_cell(row.members[name].call(row))}"
            yield line if row.raw_blanks else line.rstrip(" ")

    def quiet_row(self, row: View) -> str:
        shown = _cell(row.members[self.view.quiet_column].call(row))
        if not self.is_raw:
            return shown
        words = [word for word, name in self.raw_lines if name == self.view.quiet_column]
        return f"{words[0]}: {shown}"

    def rendered(self, row: View) -> str:
        from pydock.golang.template import TemplateError

        try:
            return self.template.render(row)
        except TemplateError as error:
            raise PydockError(f"template parsing error: {error.message}") from None

    def header(self) -> str:
        """The line of headers; as much of it as the template can make of them."""
        if not self.is_custom:
            return "\t".join(self.view.headers[name] for name in self.columns)
        from pydock.golang.template import Template, TemplateError
        from pydock.golang.template.functions import HEADER_FUNCTIONS

        template = Template(self.template_text, functions=HEADER_FUNCTIONS)
        try:
            return template.render(_Header(self.view))
        except TemplateError as error:
            return error.output


def _cell(value: object) -> str:
    """A column's value in a table; a yes or no as Go writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)
