"""The settings of the tests: the product's own, told that this is a test."""

import os

os.environ.setdefault("SAMHOLD_ENV", "test")

from samhold.config.settings import *  # noqa: F403 -- the environment must be set first
