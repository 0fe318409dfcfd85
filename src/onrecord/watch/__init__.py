"""Feeds polled politely: new articles are fetched, archived, read and stored, and alerts told of them."""
