"""The notation, both ways: what it says, what looks like it and is ordinary text, what is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.markup.reading import (
    Form,
    NoteLine,
    PictureLine,
    Piece,
    plain_text,
    read_line,
    read_note,
    read_picture,
)
from gongwen.markup.writing import write_line, write_note, write_picture

UP, DOWN, BOLD, LINE = Form(script="上标"), Form(script="下标"), Form(is_bold=True), Form(is_underlined=True)


@pytest.mark.parametrize(
    "line",
    [
        "2*3*4", "A_1", "~", "^", "*", "2**3", "2**3**4", "5~10人，20~30人", "北京~天津~上海", "a^2+b^2=c^2", "2^10",
        "《条例》", "[2024]1号", "f[1](x)", "D:\\公文\\新", "\\\\主机\\共享", "^_^", "(^o^)", "____", "＊＊", "a<b，c>d", "5<6",
        "单价$5和$6", "注[1]", "{名单}", "| ^ | < |", "# 标题", "100%~120%", "http://a.cn/~b/~c",
    ],
)  # fmt: skip
def test_ordinary_text_is_ordinary(line: str) -> None:
    assert read_line(line) == ((Piece(line),), ())


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        ("10^8^立方米", (Piece("10"), Piece("8", UP), Piece("立方米"))),
        ("H~2~O", (Piece("H"), Piece("2", DOWN), Piece("O"))),
        ("**务必**重视", (Piece("务必", BOLD), Piece("重视"))),
        ("[务必]{下划线}", (Piece("务必", LINE),)),
        ("[务必]{加粗 下划线}", (Piece("务必", Form(is_bold=True, is_underlined=True)),)),
        ("见[网站](https://a.cn/b_(c))。", (Piece("见"), Piece("网站", Form(link="https://a.cn/b_(c)")), Piece("。"))),
        ("数据[^1]。", (Piece("数据"), Piece("", Form(note="1")), Piece("。"))),
        ("![Q=vA](附图/公式1.xml)", (Piece("Q=vA", Form(carried="附图/公式1.xml")),)),
        (r"\*\*不加粗\*\*", (Piece("**不加粗**"),)),
        (r"10\^8^", (Piece("10^8^"),)),
        (r"a\\**b**", (Piece("a\\"), Piece("b", BOLD))),
    ],
)  # fmt: skip
def test_what_the_notation_says(line: str, pieces: tuple[Piece, ...]) -> None:
    assert read_line(line) == (pieces, ())


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("**没有配成对", "没有配成一对"),
        ("<u>划线</u>", "[文字]{下划线}"),
        ("用$x^2$表示", "$…$"),
        ("~~删去~~", "删除线"),
        ("要**加强巡查", "没有配成一对"),
        ("[姓名]{下划线", "没有写完"),
        ("见[网站](https://a.cn/x", "没有写完"),
        ("见![图](图.png)如下", "单独占一行"),
    ],
)
def test_what_is_not_known_is_told_and_kept(line: str, says: str) -> None:
    found = read_line(line)
    assert found.text == line
    assert says in found.oddities[0].message


_TEXTS = st.text("中文，a1B2*^~[]!$<>\\(){}加粗 :|", min_size=1, max_size=8)
_FORMS = st.builds(
    Form,
    st.booleans(),
    st.sampled_from(["", "上标", "下标"]),
    st.booleans(),
    st.sampled_from(["", "https://a.cn/x"]),
    st.just(""),
    st.just(""),
    st.just(0.0),
)
_PIECES = st.lists(
    st.one_of(
        st.builds(Piece, _TEXTS, _FORMS),
        st.just(Piece("", Form(note="1"))),
        st.just(Piece("式", Form(carried="附图/公式1.xml"))),
    ),
    min_size=1,
    max_size=6,
)


@given(_PIECES)
def test_pieces_are_read_back_as_they_were_written(pieces: list[Piece]) -> None:
    line = write_line(pieces)
    found = read_line(line).pieces
    characters = [(character, piece.form) for piece in found for character in piece.text or [""]]
    assert characters == [(character, piece.form) for piece in pieces for character in piece.text or [""]]
    assert plain_text(line) == "".join(piece.text for piece in pieces)


@given(st.text("中a1*^~[]!$<\\|# ", max_size=12))
def test_any_text_can_be_written(text: str) -> None:
    assert plain_text(write_line([Piece(text)])) == text


FILES = ("![式](a.xml)", "![图1](b.docx)", "![](c.png)")
KINDS = [(True, False), (False, True), (False, False)]


def test_lines_of_pictures_and_notes() -> None:
    for picture in (
        PictureLine("", "图.png"),
        PictureLine("图1 甲[乙]", "图（1）(2).jpg", 80),
        PictureLine("图", "a/b.gif", -0.5),
    ):
        assert read_picture(write_picture(picture)) == picture
    assert [(each.is_formula, each.is_object) for each in map(read_picture, FILES) if each] == KINDS
    note = NoteLine("甲", "见**附件**。")
    assert read_note(write_note(note)) == note
    assert read_note("[^1]：全角冒号") == NoteLine("1", "全角冒号")
