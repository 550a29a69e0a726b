"""The index in a folder of this machine (tantivy): nothing to install, nothing to run."""

from search.embedded.engine import EmbeddedEngine

__all__ = ["EmbeddedEngine"]
