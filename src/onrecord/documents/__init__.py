"""From bytes to Documents: files, folders, patterns and pipes; plain text, HTML, JSONL, feeds and WARC."""

from onrecord.documents.reading import from_bytes, read
from onrecord.documents.sources import Input, discover

__all__ = ["Input", "discover", "from_bytes", "read"]
