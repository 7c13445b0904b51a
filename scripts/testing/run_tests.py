"""Runs pytest inside Pyodide and counts; started by pytest.ts, which sets `arguments`."""

import json
import os

import pytest


class Counter:
    """Counts tests as pytest reports them."""

    def __init__(self) -> None:
        self.passed = 0
        self.failed = 0
        self.skipped = 0

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.failed += 1
        elif report.skipped:
            self.skipped += 1

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed += 1
        elif report.skipped:
            self.skipped += 1
        elif report.when == "call":
            self.passed += 1


def main(arguments: list[str]) -> str:
    """The JSON of passed, failed, skipped and pytest's own exit code."""
    counter = Counter()
    # Plugins of the packages at hand (anyio's) want what is not in WebAssembly.
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    # Without the cache pytest writes nothing; "-ra" prints the reason of each skip.
    code = pytest.main(["-p", "no:cacheprovider", "-ra", "-q", *arguments], plugins=[counter])
    return json.dumps({**vars(counter), "code": int(code)})
