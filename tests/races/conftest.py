"""One server for all races that only send requests to it, each for people and dates of its own."""

from collections.abc import Iterator

import pytest

from tests.live_server import LiveServer
from tests.server_template import ServerTemplate


@pytest.fixture(scope="package")
def crowded(server_template: ServerTemplate) -> Iterator[LiveServer]:
    """Four processes of eight threads, and no worker that would act in between."""
    with LiveServer(server_template, workers=4, threads=8, jobs=0) as server:
        yield server
