"""pdfium is not made for several threads: one at a time has a PDF open."""

from __future__ import annotations

import threading

import pytest

from gongwen import api
from gongwen.read.pdf.opened import opened
from tests.paths import sample_file


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return api.render(api.compose_source(api.load(sample_file("短函"))), "pdf").files[0]


def test_a_second_thread_waits_for_the_first(pdf: bytes) -> None:
    begun, done = threading.Event(), threading.Event()

    def read() -> None:
        begun.set()
        api.read_bytes(pdf, "短函.pdf")
        done.set()

    with opened(pdf) as document:
        assert len(document) > 0
        other = threading.Thread(target=read)
        other.start()
        assert begun.wait(5)
        assert not done.wait(0.5)
    assert done.wait(60)
    other.join()


def test_the_same_thread_may_open_another(pdf: bytes) -> None:
    with opened(pdf) as one, opened(pdf) as other:
        assert len(one) == len(other)
