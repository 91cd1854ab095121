"""Starts programs for the benchmark, as a small process of its own: `python -I -S spawner.py`.

The kernel counts the memory of the process that starts a program into the program's peak. A line
of JSON on standard input starts a run, one on standard output reports what it took.
"""

import json
import os
import sys
import tempfile
import time


def run(
    commands: list[list[str]], environ: dict[str, str], stdin: str, stdout: str
) -> dict[str, object]:
    """Run commands with pipes between them to the end of all; return what they took."""
    with tempfile.TemporaryFile() as complaints:
        started = time.perf_counter()
        source = os.open(stdin, os.O_RDONLY)
        children = []
        for number, argv in enumerate(commands, 1):
            if number < len(commands):
                next_source, target = os.pipe()
            else:
                next_source = -1
                target = os.open(stdout, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            streams = (source, target, complaints.fileno())
            actions = [(os.POSIX_SPAWN_DUP2, stream, fd) for fd, stream in enumerate(streams)]
            children.append(os.posix_spawnp(argv[0], argv, environ, file_actions=actions))
            os.close(source)
            os.close(target)
            source = next_source
        ended = [os.wait4(child, 0) for child in children]
        wall_seconds = time.perf_counter() - started
        complaints.seek(0)
        return {
            "failed": any(status for _, status, _ in ended),
            "wall_seconds": wall_seconds,
            "cpu_seconds": sum(usage.ru_utime + usage.ru_stime for _, _, usage in ended),
            "peak_kib": max(usage.ru_maxrss for _, _, usage in ended),
            "complaints": complaints.read().decode("utf-8", "replace"),
        }


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(run(**json.loads(line))), flush=True)
