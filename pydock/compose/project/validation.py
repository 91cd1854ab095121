"""Validates documents against the schema, and reports the most specific problem."""

from __future__ import annotations

from typing import Any

from pydock.compose.errors import ComposeError
from pydock.compose.project.schema import DOCUMENT


def validate(document: dict[str, Any], path: str) -> None:
    """Raise ComposeError with the place of a value that violates the schema."""
    problems = list(DOCUMENT.problems(document, ()))
    if problems:
        worst = max(problems, key=lambda problem: problem.specificity)
        raise ComposeError(f"validating {path}: {'.'.join(worst.place)} {worst.text}")
