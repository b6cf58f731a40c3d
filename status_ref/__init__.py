"""Reference pages, live answers and correct challenges for every HTTP status code."""

__version__ = "0.1.0"
