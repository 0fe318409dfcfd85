"""Pictures of rows: counts over time, pairs by period, networks. They need the extra `plot`, which is loaded late.

The same rows give the same file, byte for byte with one version of matplotlib. Colours are told apart by people who see
fewer, and every picture says in words what it leaves out.
"""

from onrecord.plots.heat_map import heat_map
from onrecord.plots.network import network
from onrecord.plots.time_chart import time_chart

__all__ = ["heat_map", "network", "time_chart"]
