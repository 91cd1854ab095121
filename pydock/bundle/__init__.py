"""The single file: pydock and what it needs as one executable archive, for any Python from 3.10 on.

`python -m pydock.bundle OUT` writes it. `start` is its beginning, which imports modules out of it:
compiled ones where the Python is the one that made the file, else their source. zipimport would
read the directory of all its files, and take as long for that as a short command does in all.
"""
