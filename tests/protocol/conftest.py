"""Hypothesis for these tests: no deadline, because the machine may be busy with other tests."""

from hypothesis import settings

settings.register_profile("protocol", deadline=None)
settings.load_profile("protocol")
