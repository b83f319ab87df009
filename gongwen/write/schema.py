"""The JSON Schema of the input, for editors that complete and check YAML while it is typed."""

from __future__ import annotations

from typing import Any

from gongwen.document import TITLELESS_FORMATS, Document
from gongwen.keys import key_of
from gongwen.terms.kind import KINDS

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_EMPTY: tuple[Any, ...] = ("", [], {}, None)
_TITLE, _FORMAT, _KIND = (key_of(Document, name) for name in ("title", "format", "kind"))
_MAY_LACK_TITLE = {
    "anyOf": [
        {"properties": {_FORMAT: {"enum": list(TITLELESS_FORMATS)}}, "required": [_FORMAT]},
        {"properties": {_KIND: {"enum": [kind.name for kind in KINDS if kind.format in TITLELESS_FORMATS]}}},
    ]
}
_NEEDS_TITLE = {"required": [_TITLE], "properties": {_TITLE: {"minLength": 1}}}
_ABOUT = ("title", "description", "default")


def document_schema() -> dict[str, Any]:
    """Return the JSON Schema of a document as YAML says it: Chinese keys, titles and descriptions."""
    schema = Document.model_json_schema(by_alias=True)
    for model in (schema, *schema["$defs"].values()):
        del model["description"]  # the docstring, which is for programmers
        for key in model["properties"].keys() - set(model["required"]):
            model["properties"][key] = _optional(model["properties"][key])
    return {"$schema": _DRAFT, **schema, "if": _MAY_LACK_TITLE, "else": _NEEDS_TITLE}


def _optional(value: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a key that may be left out.

    Editors read a colon with nothing behind it as null and 000123 as a number; the reader takes both.
    """
    about = {name: value[name] for name in _ABOUT if name in value}
    core = {name: part for name, part in value.items() if name not in _ABOUT}
    if about.get("default") in _EMPTY:
        about.pop("default", None)
    if core == {"type": "string"}:
        return {**about, "type": ["string", "number", "null"]}
    choices = [choice for choice in core.get("anyOf", [core]) if choice != {"type": "null"}]
    return {**about, "anyOf": [*choices, {"type": "null"}]}
