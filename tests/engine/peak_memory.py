"""Run a program and report its peak memory: `python peak_memory.py REPORT PROGRAM ARG...`.

A process of its own, since the kernel counts the memory of whoever starts a program into the
program's peak: this one has little.
"""

import resource
import subprocess
import sys

if __name__ == "__main__":
    report, *argv = sys.argv[1:]
    status = subprocess.call(argv)
    with open(report, "w") as file:  # noqa: PTH123 (pathlib would be memory to count)
        file.write(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
    sys.exit(status)
