"""What people say of findings: a log that only grows, and its application to what is found in a report.

`entry` says what the log holds, `changes` makes entries, `apply` puts them to a record, `agreement` compares two
reviewers and `training` makes a gold file of what was reviewed.
"""

from onrecord.review.apply import Found, Reviewed, apply
from onrecord.review.entry import Entry, Version, Who, in_force

__all__ = ["Entry", "Found", "Reviewed", "Version", "Who", "apply", "in_force"]
