"""Many reports: map a pipeline over the inputs, here, over processes or over a cluster, nothing else."""

from onrecord.scale.feed import Outcome, Ticket
from onrecord.scale.local import outcomes, read_all

__all__ = ["Outcome", "Ticket", "outcomes", "read_all"]
