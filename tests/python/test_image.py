"""What a start from a memory image has anew."""

import importlib
import linecache
import logging
import multiprocessing.process
import os
import random
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterator

import pytest
from routebook import image, image_renewal, image_time

ONE = b"one" * 20
OTHER = b"other" * 12
NOW = 1_795_000_000_000.0


@pytest.fixture(autouse=True)
def _as_it_was(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(os, "environ", os.environ)
    before = dict(os.environ)
    yield
    os.environ.clear()
    os.environ.update(before)


def after_thaw(entropy: bytes, draw: Callable[[], object]) -> list[object]:
    image_renewal.find_generators()
    image.thaw(entropy, {}, NOW)
    return [draw() for _ in range(5)]


own = random.Random(7)


def numpy_number() -> object:
    return pytest.importorskip("numpy").random.random()


def numpy_normal() -> object:
    return pytest.importorskip("numpy").random.normal()


@pytest.mark.parametrize("draw", [random.random, own.random, numpy_number, numpy_normal])
def test_numbers_follow_the_entropy(draw: Callable[[], object]) -> None:
    draw()
    first = after_thaw(ONE, draw)
    draw()
    assert after_thaw(ONE, draw) == first
    assert after_thaw(OTHER, draw) != first


def test_a_generator_of_numpys_new_kind_is_seeded_as_well() -> None:
    numpy = pytest.importorskip("numpy")
    kept = numpy.random.default_rng(1)
    first = after_thaw(ONE, kept.random)
    assert after_thaw(ONE, kept.random) == first
    assert after_thaw(OTHER, kept.random) != first


def test_generators_do_not_share_their_numbers() -> None:
    another = random.Random(7)
    image_renewal.find_generators()
    image.thaw(ONE, {}, NOW)
    assert len({random.random(), own.random(), another.random()}) == 3


def test_little_entropy_is_enough_for_many_seeds() -> None:
    seeds = image_renewal.Seeds(b"12345678")
    taken = {seeds.take() for _ in range(100)}
    assert len(taken) == 100
    assert {len(seed) for seed in taken} == {64}


def test_the_environment_is_refreshed() -> None:
    os.environ["ROUTEBOOK_STAYS"] = "yes"
    os.environ["ROUTEBOOK_GIVEN"] = "old"
    image.thaw(ONE, {"ROUTEBOOK_GIVEN": "new"}, NOW)
    assert (os.environ["ROUTEBOOK_STAYS"], os.environ["ROUTEBOOK_GIVEN"]) == ("yes", "new")


def test_modules_that_come_later_are_found(tmp_path, monkeypatch) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module("comes_later")
    before = os.stat(tmp_path)
    (tmp_path / "comes_later.py").write_text("value = 3")
    # The folder looks unchanged, as one does that was filled again at the image's own time.
    os.utime(tmp_path, ns=(before.st_atime_ns, before.st_mtime_ns))
    image.thaw(ONE, {}, NOW)
    try:
        assert importlib.import_module("comes_later").value == 3
    finally:
        sys.modules.pop("comes_later", None)


def test_source_lines_are_read_again(tmp_path) -> None:
    file = tmp_path / "module.py"
    file.write_text("old = 1\n")
    assert linecache.getline(str(file), 1) == "old = 1\n"
    file.write_text("new = 1\n")
    image.thaw(ONE, {}, NOW)
    assert linecache.getline(str(file), 1) == "new = 1\n"


def test_the_path_has_one_working_folder() -> None:
    sys.path[:] = ["", "", *(entry for entry in sys.path if entry)]
    image.thaw(ONE, {}, NOW)
    assert sys.path.count("") == 1
    assert sys.path[0] == ""


def test_libraries_make_their_secrets_anew() -> None:
    key = multiprocessing.process.current_process().authkey
    names = tempfile._get_candidate_names()
    uuid.uuid1()
    node = uuid.getnode()
    image.thaw(ONE, {}, NOW)
    assert multiprocessing.process.current_process().authkey != key
    assert tempfile._get_candidate_names() is not names
    assert uuid.getnode() != node


def test_logging_counts_from_the_start() -> None:
    image.thaw(ONE, {}, NOW)
    assert logging._startTime == NOW * 1e6


def test_the_zone_is_what_c_says(monkeypatch) -> None:
    import time

    before = (time.timezone, time.altzone, time.daylight, time.tzname)
    monkeypatch.setattr(time, "timezone", -32400)
    monkeypatch.setattr(time, "altzone", -32400)
    monkeypatch.setattr(time, "tzname", ("UTC+0900", "UTC+0900"))
    image_time.set_zone()
    assert (time.timezone, time.altzone, time.daylight, time.tzname) == before
