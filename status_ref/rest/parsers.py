"""Parsers that no body brings down: DRF's own stumble over deep nesting, odd charsets and many fields."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from rest_framework import parsers
from rest_framework.exceptions import ParseError

Context = Mapping[str, Any]


class ForgivingParser(parsers.BaseParser):
    """Stands before a parser of DRF; whatever is wrong with a body becomes a problem.

    JSON is UTF-8 whatever the charset parameter says (RFC 8259, Section 8.1), and so is a form.
    """

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Context | None = None
    ) -> Any:
        """Read the body.

        Raises:
            ParseError: it is malformed, nested too deeply, or has too many fields.
            RequestDataTooBig: it is longer than ``DATA_UPLOAD_MAX_MEMORY_SIZE``.

        """
        context = {**(parser_context or {}), "encoding": "utf-8"}
        try:
            return super().parse(_bounded(stream), media_type, context)
        except RequestDataTooBig:
            raise
        except (RecursionError, ValueError, SuspiciousOperation) as error:
            raise ParseError("The content cannot be parsed.") from error


def _bounded(stream: IO[bytes]) -> IO[bytes]:
    # Whoever is not signed in yet could otherwise fill the memory; DRF before 3.18 reads to the end.
    limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if limit is None:
        return stream
    content = stream.read(limit + 1)
    if len(content) > limit:
        raise RequestDataTooBig("The content is longer than DATA_UPLOAD_MAX_MEMORY_SIZE.")
    return BytesIO(content)


class JSONParser(ForgivingParser, parsers.JSONParser):
    """JSON in UTF-8."""


class FormParser(ForgivingParser, parsers.FormParser):
    """A form in UTF-8."""
