"""What a browser sends of a page: the fields of its forms as they stand."""

from __future__ import annotations

from html.parser import HTMLParser


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.area = self.select = ""
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        name = found.get("name", "")
        if tag == "input" and name and found.get("type") not in ("file", "submit"):
            if found.get("type") not in ("radio", "checkbox") or "checked" in found:
                self.values[name] = found.get("value", "")
        elif tag == "textarea":
            self.area, self.text = name, []
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select:
            self.text = []
            if "selected" in found or self.select not in self.values:
                self.values[self.select] = found.get("value", "\0")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.area:
            self.values[self.area] = "".join(self.text).removeprefix("\n")
            self.area = ""
        elif tag == "option" and self.values.get(self.select) == "\0":
            self.values[self.select] = "".join(self.text)
        elif tag == "select":
            self.select = ""

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def form_values(text: str) -> dict[str, str]:
    """The fields of the page ``text`` by their names."""
    parser = _Fields()
    parser.feed(text)
    parser.close()
    return parser.values
