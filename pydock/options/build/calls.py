"""`--call` and `--check`: frontend methods in place of a build."""

from typing import NamedTuple

from pydock.golang.csv import split_fields
from pydock.options.build.csv_fields import switch

BUILD = "build"
LINT = "lint"


class Call(NamedTuple):
    """Frontend method, output format, and whether its result sets the exit status."""

    name: str
    format: str = ""
    ignores_status: bool = False


def parse_call(text: str) -> Call | None:
    """Parse `NAME[,format=json][,ignorestatus=true]`; None for a build. Raises ValueError."""
    if not text:
        return None
    call = Call("")
    for field in split_fields(text):
        key, equals, value = field.partition("=")
        if not equals:
            if call.name:
                raise ValueError(f"invalid print value: {text}")
            call = call._replace(name=LINT if field == "check" else field)
        elif key == "format":
            call = call._replace(format=value)
        elif key == "ignorestatus":
            call = call._replace(ignores_status=switch(value, f"invalid print field: {field}"))
        else:
            raise ValueError(f"invalid print field: {field}")
    return None if call.name == BUILD else call
