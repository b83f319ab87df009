"""Addresses: how people and data write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.address import WHOLE, Address

steps = st.one_of(
    st.integers(0, 999), st.text(max_size=8), st.sampled_from(["附件", "3", '"', ".", "a.b", "\\"])
)


@given(st.lists(steps, max_size=6))
def test_what_data_has_is_read_again(way: list[str | int]) -> None:
    address = Address(*way)
    assert Address.read(address.key) == address


@pytest.mark.parametrize(
    ("address", "shown", "key"),
    [
        (WHOLE, "", ""),
        (Address("印发件", "附件", 1, "标题"), "印发件 › 附件 2 › 标题", "印发件.附件.2.标题"),
        (Address("名单", "成 员", 0), "名单 › 成 员 1", "名单.成 员.1"),
        (Address("名单", "1"), "名单 › 1", '名单."1"'),
    ],
)
def test_forms(address: Address, shown: str, key: str) -> None:
    assert (str(address), address.key) == (shown, key)


@pytest.mark.parametrize("key", [".", "附件..1", "附件.", '名单."组长'])
def test_what_writes_none_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match=r"附件\.1\.标题"):
        Address.read(key)


def test_parts_of_an_address() -> None:
    address = Address("印发件").to("正文", 3)
    assert address == ("印发件", "正文", 3)
    assert {("印发件", "正文", 3): 1}[address] == 1
    assert address.upto(-1) == Address("印发件", "正文")
    assert address.upto(1) == Address("印发件")
