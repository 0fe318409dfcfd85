"""Scorers, and the runs behind `onrecord eval`."""
