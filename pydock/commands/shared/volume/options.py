"""Options of the commands that read or fill volumes."""

from pydock.cli.command import option
from pydock.options.value_types import SWITCH

pause_option = option(
    "pause", "", SWITCH, "Pause running containers that may write to the volume, meanwhile"
)
quiet_option = option("quiet", "q", SWITCH, "Suppress progress and summary")
