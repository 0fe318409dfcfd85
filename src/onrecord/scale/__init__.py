"""Many reports: map a pipeline over shards of the input, nothing else."""

from onrecord.scale.local import read_all

__all__ = ["read_all"]
