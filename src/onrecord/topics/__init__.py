"""Document, statements and events → topics: what they are about, with the words that tell."""

from onrecord.topics.stage import TopicFinder

__all__ = ["TopicFinder"]
