"""The settings of the tests: the product's own, told that this is a test."""

import os

os.environ.setdefault("SAMHOLD_ENV", "test")
# A browser test leaves a loop running in its process; the tests after it in that process still use the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

from samhold.config.settings import *  # noqa: F403 -- the environment must be set first

# Messages are written in English and translated later; a test that reads another language names it.
LANGUAGE_CODE = "en"
