"""`python -m samhold.cli`, where the command itself is not on the path."""

import sys

from samhold.cli.main import main

sys.exit(main())
