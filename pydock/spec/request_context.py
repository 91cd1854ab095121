"""Input of a request beside the options: process, configuration and engine."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from pydock.options.environment import ReadFile

Version = tuple[int, int]


class RequestContext(NamedTuple):
    """Inputs of a request that are not on the command line."""

    environ: Mapping[str, str]
    #: "" if the working directory was removed
    working_directory: str
    read_file: ReadFile
    #: negotiated API version
    api_version: Version
    os_type: str = "linux"
    #: proxy variables of config.json for containers
    proxies: Mapping[str, str] = {}
    #: rows and columns of the terminal on standard output
    console_size: tuple[int, int] | None = None
    #: does the engine support this API version, even if an older one is negotiated?
    supports: Callable[[str], bool] = lambda version: True
