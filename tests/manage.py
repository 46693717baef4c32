"""manage.py at the fixed time: `python -m tests.manage worker`."""

import sys

from tests import fixed_clock

fixed_clock.apply()

if __name__ == "__main__":
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
