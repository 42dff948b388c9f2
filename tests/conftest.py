"""What every test may use: Hypothesis profiles, the shared corpora, and an index of the bundled samples."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parents[1]
CORPORA = ROOT.parent / "shared" / "corpora"

# No deadline: the first example of a test pays for tables that are loaded once.
settings.register_profile("dev", max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("dev"), max_examples=200)
settings.register_profile("nightly", settings.get_profile("dev"), max_examples=10_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev"))


@pytest.fixture(scope="session", autouse=True)
def _disk_that_need_not_outlive_the_tests():
    """Thousands of small commits need not wait for the disk; tests/crash counts the calls in processes of its own."""
    flush = os.fsync
    os.fsync = lambda _descriptor: None
    yield
    os.fsync = flush


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of shared corpora; the test skips where it is not beside the project."""
    if not CORPORA.is_dir():
        pytest.skip(f"the shared corpora are not at {CORPORA}")
    return CORPORA


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of sample articles."""
    return ROOT / "samples"


@pytest.fixture(scope="session")
def samples_index(samples, tmp_path_factory) -> Path:
    """An index of the sample articles; tests read it and never write to it."""
    from indexer.pipeline import RunOptions, index_sources

    folder = tmp_path_factory.mktemp("samples") / "index"
    report = index_sources([str(samples)], str(folder), RunOptions(workers=1, demo=True))
    assert report.read >= 60
    assert report.skipped == []
    return folder
