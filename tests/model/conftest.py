"""What the tests of the model path share: the scripted service, and an assistant that writes by it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.assistant import Assistant
from assistant.model.client import Client
from tests.model.service import Service, serving


@pytest.fixture(scope="session")
def running_service() -> Iterator[Service]:
    with serving() as service:
        yield service


@pytest.fixture
def service(running_service: Service) -> Service:
    """The service, with nothing to say yet and nothing left of the test before."""
    running_service.idle()
    running_service.says("")
    return running_service


@pytest.fixture
def writer(assistant: Assistant, service: Service) -> Assistant:
    """The assistant over the seeds, writing by the service."""
    return with_client(assistant, Client(service.settings()))


def with_client(assistant: Assistant, client: Client) -> Assistant:
    """The same index with a model."""
    assert assistant.scopes
    return Assistant.of(assistant.settings, assistant.scopes.parts, client)
