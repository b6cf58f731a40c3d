"""Where a specification can be read."""

from __future__ import annotations

import re

RFC = re.compile(r"RFC (\d+)(?:, Section ([\d.]+))?")


def spec_url(spec: str) -> str | None:
    """Give the address of a specification such as ``RFC 9110, Section 15.5.2``; None where it tells none."""
    if spec.startswith("draft-"):
        return f"https://datatracker.ietf.org/doc/{spec.split(',', maxsplit=1)[0].rsplit('-', 1)[0]}/"
    found = RFC.match(spec)
    if found is None:
        return None
    section = f"#section-{found[2].rstrip('.')}" if found[2] else ""
    return f"https://www.rfc-editor.org/rfc/rfc{found[1]}{section}"
