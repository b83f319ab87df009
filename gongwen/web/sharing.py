"""Several people of an office at one server: one password, and a name for each of them."""

from __future__ import annotations

import secrets
import socket
import ssl
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from gongwen.api import UsageError
from gongwen.api.reading import read_text

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Of passwords that are made here: none that looks like another."""
_SHORTEST = 8
_LONGEST_NAME = 20
_LONGEST_WAIT = 60.0
"""Seconds that somebody waits after many wrong passwords."""
_MOST_ADDRESSES = 1000
"""Machines of which wrong passwords are remembered."""


def new_password() -> str:
    """Return a password that can be read to somebody over the telephone."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))


def names_of_machine() -> list[str]:
    """Return the names and addresses under which others may find this machine, its own loopback left out."""
    name = socket.gethostname()
    try:
        found = [str(info[4][0]) for info in socket.getaddrinfo(name, None, socket.AF_INET)]
    except OSError:
        found = []
    return [*dict.fromkeys([*(each for each in found if not each.startswith("127.")), name])]


class Certificate(NamedTuple):
    """What the server shows to be itself, so that nobody on the network reads along (https)."""

    file: Path
    """The certificate, with those that it rests on, PEM."""
    key: Path
    """Its private key without a password, PEM."""


def certificate_of(file: Path, key: Path) -> Certificate:
    """Return the certificate in ``file`` with its ``key``. Raises UsageError when they cannot be read or do not fit."""
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(file, key, password=lambda: "")
    except (OSError, ValueError) as error:
        raise UsageError(
            f"{file}、{key}：不是能用的证书和私钥（{error.strerror if isinstance(error, OSError) and error.strerror else error}），要 PEM 格式，私钥不设密码"
        ) from None
    return Certificate(file, key)


def sharing_of(
    password_file: Path | None, names: Sequence[str], certificate: Certificate | None = None
) -> Sharing:
    """Return how the server is shared: with the first line of ``password_file``, or a new password.

    Raises UsageError when the file cannot be read, or its password is too short.
    """
    known = tuple(dict.fromkeys([*names, *names_of_machine()]))
    if password_file is None:
        return Sharing(names=known, certificate=certificate)
    password = next(iter(read_text(password_file).splitlines()), "").strip()
    if len(password) < _SHORTEST:
        raise UsageError(f"{password_file}：第一行要有至少{_SHORTEST}个字符的口令")
    return Sharing(password, known, certificate)


@dataclass(slots=True)
class Sharing:
    """Who of the office is at the server."""

    password: str = field(default_factory=new_password, repr=False)
    names: tuple[str, ...] = ()
    """Under which the server may be asked, besides the address at which a request arrives."""
    certificate: Certificate | None = None
    """None when what is sent can be read on the network (http)."""
    people: dict[str, str] = field(default_factory=dict, repr=False)
    """The names of people by their cookies."""
    waits: dict[str, tuple[int, float]] = field(default_factory=dict)
    """By address: how many wrong passwords came from it, and until when it waits."""

    def enter(self, name: str, password: str, address: str) -> str:
        """Return the cookie of a person called ``name`` who gave the right ``password``.

        Raises UsageError for a wrong one, for another try from the same ``address`` too soon, and without a name.
        """
        wrong, until = self.waits.get(address, (0, 0.0))
        if (left := until - time.monotonic()) > 0:
            raise UsageError(f"口令错了{wrong}次，请过{int(left) + 1}秒再试")
        if not secrets.compare_digest(password.strip().encode(), self.password.encode()):
            self._remember(address, wrong + 1)
            raise UsageError("口令不对，请向开共享的人要")
        person = " ".join(name.split())[:_LONGEST_NAME]
        if not person:
            raise UsageError("请写上姓名，草稿的版本、录入的变动和核对记录里要写明是谁")
        self.waits.pop(address, None)
        cookie = secrets.token_urlsafe(32)
        self.people[cookie] = person
        return cookie

    def _remember(self, address: str, wrong: int) -> None:
        if len(self.waits) >= _MOST_ADDRESSES:
            self.waits.pop(next(iter(self.waits)))
        self.waits[address] = (wrong, time.monotonic() + min(2.0 ** (wrong - 1), _LONGEST_WAIT))
