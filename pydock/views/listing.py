"""Print rows as a table, as JSON or with a template: `--format` and `--quiet` of listing commands.

A row is a `View`: a small class whose methods are the columns.

    class VolumeView(View):
        go_type = "*formatter.volumeContext"
        default_columns = ("Driver", "Name")
        quiet_column = "Name"

        def __init__(self, volume): ...

        @column("VOLUME NAME")
        def Name(self) -> str:
            return self.volume["Name"]

The table, `--format '{{.Name}}'` and `--format json` all call the same methods, and only those
of the columns that they print.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from pydock.errors import PydockError
from pydock.golang.reflect import Member, Object
from pydock.golang.tabwriter import align

if TYPE_CHECKING:
    from pydock.golang.template import Template

Method = TypeVar("Method", bound=Callable[..., Any])


def column(header: str) -> Callable[[Method], Method]:
    """Mark a method of a view as a column with a header; templates use the method's name."""

    def mark(method: Method) -> Method:
        method.__dict__["column_header"] = header
        return method

    return mark


def own_column(header: str) -> Callable[[Method], Method]:
    """Mark a column that docker lacks: templates can use it, and JSON is docker's."""

    def mark(method: Method) -> Method:
        method.__dict__["is_beyond_docker"] = True
        return column(header)(method)

    return mark


def lookup(method: Method) -> Method:
    """Mark a method with one string parameter, such as `Label`, as available to templates."""
    method.__dict__["is_lookup"] = True
    return method


class View(Object):
    """One row of a listing."""

    #: columns of the table, and the column of --quiet
    default_columns: ClassVar[Sequence[str]] = ()
    quiet_column: ClassVar[str] = "ID"
    #: lines of `--format raw`: label and column
    raw_lines: ClassVar[Sequence[tuple[str, str]]] = ()
    #: whether a raw line without a value keeps the blank after its label
    raw_blanks: ClassVar[bool] = False
    #: columns whose cells in a table differ from their values
    cells: ClassVar[Mapping[str, Callable[[Any], str]]] = {}
    #: column -> header
    headers: ClassVar[Mapping[str, str]] = {}
    #: columns in the order in which they shrink in a narrow window -> their least width
    least_widths: ClassVar[Mapping[str, int]] = {}

    def __init_subclass__(cls) -> None:
        members, headers = dict(cls.members), dict(cls.headers)
        for name, method in vars(cls).items():
            header = getattr(method, "column_header", None)
            if header is not None:
                in_json = not getattr(method, "is_beyond_docker", False)
                members[name] = Member(method, in_json=in_json)
                headers[name] = header
            elif getattr(method, "is_lookup", False):
                members[name] = Member(method, ("string",))
        cls.members, cls.headers = members, headers
        super().__init_subclass__()

    def cell(self, name: str) -> str:
        """Return the cell of a column in a table."""
        return _text(self.cell_of(name)(self))

    def later(self, seconds: float) -> View:
        """Return the row as it is that many seconds after the engine's answer."""
        return self

    @classmethod
    def cell_of(cls, name: str) -> Callable[[Any], Any]:
        """Return the function of a row that computes the cell of a column."""
        return cls.cells.get(name) or cls.members[name].call


class _Header(Object):
    """The value of a template that prints the headers: each column is its header."""

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
    """Return the header of a label's column: "some key" for "com.example.some-key"."""
    return label.rpartition(".")[2].replace("-", " ").replace("_", " ")


class Listing:
    """Prints rows in one format."""

    def __init__(
        self,
        view: type[View],
        format: str = "",
        *,
        quiet: bool = False,
        columns: Sequence[str] = (),
        raw_lines: Sequence[tuple[str, str]] = (),
        window_columns: int = 0,
    ) -> None:
        """`columns` and `raw_lines` override those of the view.

        A table with the view's columns fits `window_columns`, if these are not 0.

        Raises PydockError for an invalid template.
        """
        self.view = view
        self.columns = columns or view.default_columns
        self.raw_lines = raw_lines or view.raw_lines
        self.window_columns = window_columns
        self.format = "table" if format == "" else format
        #: a template overrides --quiet
        self.quiet = quiet and not self.is_custom and self.format != "json"
        if self.is_custom:
            self.template  # noqa: B018  (an invalid template fails before any request)

    @property
    def is_raw(self) -> bool:
        return self.format == "raw" and bool(self.raw_lines)

    @property
    def is_custom(self) -> bool:
        """Whether the format is a template."""
        return not (self.is_raw or self.format in ("table", "json"))

    @property
    def is_table(self) -> bool:
        return self.format.startswith("table") and not self.quiet

    @cached_property
    def template(self) -> Template:
        from pydock.golang.template import Template, TemplateError

        try:
            return Template(self._template_text)
        except TemplateError as error:
            raise PydockError(f"template parsing error: {error.message}") from None

    @property
    def _template_text(self) -> str:
        text = self.format.removeprefix("table").strip(" ")
        return text.replace(r"\t", "\t").replace(r"\n", "\n")

    def text(self, rows: Iterable[View]) -> str:
        """Return all rows, each with a newline, and the header of a table."""
        lines = map(self._row_text(), rows)
        if not self.is_table:
            return "".join([f"{line}\n" for line in lines])
        if self.window_columns and not self.is_custom:
            return self._fitted([self._header(), *lines])
        return align("\n".join([self._header(), *lines, ""]))

    def _fitted(self, lines: Sequence[str]) -> str:
        from pydock.views.fitting import fitted, joined

        cells = [line.split("\t") for line in lines]
        kept = fitted(cells, self.columns, self.view.least_widths, self.window_columns)
        return align("\n".join([*lines, ""])) if kept is None else joined(kept)

    def _row_text(self) -> Callable[[Any], str]:
        """Return the function that prints one row; the cells of a table are separated by tabs."""
        if self.quiet:
            return self._quiet_row
        if self.format == "json":
            from pydock.golang.gojson import encode

            return encode
        if self.is_raw:
            return self._raw_row
        if self.is_custom:
            return self._renderer()
        cells = [self.view.cell_of(name) for name in self.columns]

        def table_row(row: View) -> str:
            values = [cell(row) for cell in cells]
            try:
                return "\t".join(values)
            except TypeError:
                return "\t".join(map(_text, values))

        return table_row

    def _raw_row(self, row: View) -> str:
        lines = [f"{label}: {_text(row.members[name].call(row))}" for label, name in self.raw_lines]
        if not row.raw_blanks:
            lines = [line.rstrip(" ") for line in lines]
        return "".join(f"{line}\n" for line in lines)

    def _quiet_row(self, row: View) -> str:
        shown = _text(row.members[self.view.quiet_column].call(row))
        if not self.is_raw:
            return shown
        labels = [label for label, name in self.raw_lines if name == self.view.quiet_column]
        return f"{labels[0]}: {shown}"

    def _renderer(self) -> Callable[[View], str]:
        """Return the function that executes the template on one row."""
        from pydock.golang.template import TemplateError

        render = self.template.render

        def rendered(row: View) -> str:
            try:
                return render(row)
            except TemplateError as error:
                raise PydockError(f"template parsing error: {error.message}") from None

        return rendered

    def _header(self) -> str:
        """Return the line of headers, up to where the template fails on them."""
        if not self.is_custom:
            return "\t".join(self.view.headers[name] for name in self.columns)
        from pydock.golang.template import Template, TemplateError
        from pydock.golang.template.functions import HEADER_FUNCTIONS

        template = Template(self._template_text, functions=HEADER_FUNCTIONS)
        try:
            return template.render(_Header(self.view))
        except TemplateError as error:
            return error.output


def _text(value: object) -> str:
    """Return the text of a column's value, a boolean as Go prints it."""
    return str(value).lower() if isinstance(value, bool) else str(value)
