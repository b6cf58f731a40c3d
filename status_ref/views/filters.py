"""The filters of the index: by class, by kind, and by who has to act."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from status_ref.catalog.model import CLASSES, TRAITS, Heading

WORDS = {
    **{str(digit): f"{digit}xx" for digit in CLASSES},
    "registered": "registered",
    "vendor": "of a vendor",
    "obsolete": "obsolete",
    "unused": "reserved, unused",
    "client": "client acts",
    "server": "server acts",
    "both": "both sides act",
    "proxy": "proxy acts",
    "nobody": "nobody has to act",
}
LABELS = {"class": "Class", "kind": "Kind", "acts": "Who acts"}
NONE = {"class": "Any class", "kind": "Any kind", "acts": "Whoever acts"}


@dataclass(frozen=True, slots=True)
class Filters:
    """What was chosen, by the name of the filter; and what was asked for that no filter knows."""

    chosen: Mapping[str, str]
    unknown: Mapping[str, str]

    @classmethod
    def of(cls, asked: QueryDict) -> Filters:
        """Read them from a query; an empty value chooses nothing."""
        values = {name: value for name in TRAITS if (value := asked.get(name, ""))}
        known = {name: value for name, value in values.items() if value in TRAITS[name]}
        return cls(known, {name: value for name, value in values.items() if name not in known})

    def fit(self, status: Heading, besides: str = "") -> bool:
        """Tell whether a status passes them all, or all but one."""
        traits = status.traits
        return all(traits[name] == value for name, value in self.chosen.items() if name != besides)

    def complaints(self) -> Iterator[dict[str, str]]:
        """Give what is not known, shortened, with what is known instead."""
        for name, value in self.unknown.items():
            yield {"label": LABELS[name], "value": value[:40], "known": ", ".join(TRAITS[name])}

    def shown(self, statuses: Iterable[Heading]) -> Iterator[dict[str, Any]]:
        """Give each filter for the form, with how many would be left by each of its options."""
        all_of_them = list(statuses)
        for name, values in TRAITS.items():
            others = [status for status in all_of_them if self.fit(status, besides=name)]
            yield {
                "name": name,
                "label": LABELS[name],
                "none": NONE[name],
                "options": [
                    (value, WORDS[value], count, self.chosen.get(name) == value)
                    for value in values
                    if (count := sum(Filters({name: value}, {}).fit(status) for status in others))
                    or self.chosen.get(name) == value
                ],
            }
