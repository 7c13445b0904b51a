"""pytest in this process."""

import sys


def main(arguments: list[str]) -> None:
    """Runs pytest with the arguments, and ends the program with its exit code."""
    import pytest

    # There are no file descriptors to capture; and the folder is the learner's own.
    settings = ["-p", "no:cacheprovider", "-p", "no:faulthandler"]
    if not any(one == "-s" or one.startswith("--capture") for one in arguments):
        settings.append("--capture=sys")
    sys.exit(int(pytest.main([*settings, *arguments])))
