"""Rows of `stack ls`."""

from pydock.views.listing import View, column


class StackView(View):
    go_type = "*stack.stackContext"
    default_columns = ("Name", "Services")

    def __init__(self, name: str, services: int) -> None:
        self.name = name
        self.services = services

    @column("NAME")
    def Name(self) -> str:
        return self.name

    @column("SERVICES")
    def Services(self) -> str:
        return str(self.services)
