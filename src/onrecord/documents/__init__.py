"""From bytes to Documents: files, folders, patterns and pipes; plain text, HTML, JSONL, feeds and WARC."""

from onrecord.documents.reading import Cut, Piece, cuts, from_bytes, read
from onrecord.documents.sources import Input, discover

__all__ = ["Cut", "Input", "Piece", "cuts", "discover", "from_bytes", "read"]
