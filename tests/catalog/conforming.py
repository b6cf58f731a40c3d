"""Checking a document against the published schema."""

import json

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource

from status_ref.catalog.document import schema

SCHEMA = json.loads(schema())
NAME = "urn:x-schema"
REGISTRY = Registry().with_resource(NAME, Resource.from_contents(SCHEMA))


def conforms(content, part=""):
    """Raise ValidationError unless a document fits the schema, or one of its definitions, as JSON."""
    asked = {"$ref": f"{NAME}#/$defs/{part}" if part else NAME}
    validator = Draft202012Validator(asked, registry=REGISTRY, format_checker=FormatChecker())
    validator.validate(json.loads(json.dumps(content)))
