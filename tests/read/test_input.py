"""Reading structured input: what it says, where it stands, and what is wrong with it."""

from __future__ import annotations

import codecs
import math
import os
import re
from functools import partial
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from gongwen.address import Place
from gongwen.document import TITLELESS_FORMATS, Document
from gongwen.finding import InputError, UsageError
from gongwen.keys import known_keys
from gongwen.read.encoding import LIMIT, read_text
from gongwen.read.input.source import Source, parse_source, read_source
from gongwen.read.input.tree import parse_yaml
from gongwen.read.styles.file import read_profile
from gongwen.read.styles.tree import style_names
from gongwen.terms.kind import BY_NAME, KINDS
from gongwen.write.schema import document_schema
from gongwen.write.starting_file import starting_file
from tests.calls import calls_of
from tests.golden import refused_as_kept
from tests.paths import SHARED, read_cases

REFUSED = Path(__file__).with_name("refused_files.txt")
NOTICE_NAMES = ("chengqu-2024-36", "jinyuan-draft", "pu-2023-1", "shuozhou-2023-19", "yuncheng-2023-8")
HEAD_AND_END = {"copy_number", "secrecy", "secrecy_period", "urgency", "issuers", "issuer_mark", "doc_number"}
HEAD_AND_END |= {"signature", "print_issuer", "print_date"}
PLAIN = "文种: 通知\n标题: 关于防汛工作的通知\n正文: |\n  各单位要做好防汛工作。\n"


def load_cases(name: str) -> list[Any]:
    return [pytest.param(case, id=case["name"]) for case in read_cases(f"read/{name}")]


def notice(name: str) -> Path:
    path = SHARED / "notices" / f"{name}.yaml"
    if not path.exists():
        pytest.skip("../shared is not there")
    return path


def as_read(text: str) -> Any:
    return parse_yaml(text, known_keys(), ()).value


def includes(whole: Any, part: Any) -> bool:
    """Whether every key of ``part`` has the same value in ``whole``, at every depth."""
    if isinstance(part, dict) and isinstance(whole, dict):
        return all(key in whole and includes(whole[key], value) for key, value in part.items())
    if isinstance(part, list) and isinstance(whole, list):
        return len(whole) == len(part) and all(map(includes, whole, part))
    return bool(whole == part)


class TestDocuments:
    @pytest.mark.parametrize("case", load_cases("documents.yaml"))
    def test_says(self, case: dict[str, Any]) -> None:
        said = parse_source(case["text"], "稿").document.model_dump()
        tuples_as_lists = yaml.safe_load(yaml.safe_dump(_listed(said), allow_unicode=True))
        for key, value in case["document"].items():
            assert includes(tuples_as_lists[key], value), (key, tuples_as_lists[key])

    @pytest.mark.parametrize("name", NOTICE_NAMES)
    def test_notice(self, name: str) -> None:
        path = notice(name)
        plain = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        source = read_source(path)
        assert source.document.title == plain["标题"]
        assert "\n".join(source.document.body) == plain["正文"].strip()
        assert source.path == path

    def test_a_line_is_looked_at_a_few_times(self) -> None:
        path = notice("shuozhou-2023-19")
        read_source(path)
        assert calls_of(partial(read_source, path)) < 60 * len(path.read_text(encoding="utf-8").splitlines())


def _listed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _listed(inner) for key, inner in value.items()}
    return [_listed(item) for item in value] if isinstance(value, (list, tuple)) else value


class TestProblems:
    @pytest.mark.parametrize("case", load_cases("problems.yaml"))
    def test_told(self, case: dict[str, Any]) -> None:
        with pytest.raises(InputError) as caught:
            parse_source(case["text"], "稿")
        assert [line.removeprefix("稿 ") for line in caught.value.problems] == case["problems"]

    def test_a_fault_names_the_file_and_stands_where_the_editor_shows_it(self, tmp_path: Path) -> None:
        path = tmp_path / "通知.yaml"
        path.write_text(
            "文种: 通知\r\n标题: 甲\r\n密级: 内部\r\n正文: 乙\r\n", encoding="utf-8-sig", newline=""
        )
        with pytest.raises(InputError) as caught:
            read_source(path)
        (problem,) = caught.value.problems
        assert problem.startswith(f"{path} 第3行第5列：密级：")


SPREAD = """# 说明
文种: 通知
标题: 甲
正文: |

  　　一段

  二段
名单:
  组长:
    - 李明远 县长
附件:
  - 标题: 乙
    正文: '三段

      四段'
  - 标题: 丙
    正文:
      - 五段
      - ''
      - |
        六段
        七段
印发件:
  标题: 丁
  正文: "八段\\n九段"
抄送机关:
"""


@pytest.fixture(scope="module")
def spread() -> Source:
    return parse_source(SPREAD, "稿")


class TestPlaces:
    @pytest.mark.parametrize(
        ("loc", "where"),
        [
            (("文种",), (2, 5)),
            (("标题",), (3, 5)),
            (("正文",), (4, 5)),
            (("正文", 0), (6, 5)),
            (("正文", 1), (8, 3)),
            (("名单", "组长"), (11, 5)),
            (("名单", "组长", 0), (11, 7)),
            (("附件", 0), (13, 5)),
            (("附件", 0, "标题"), (13, 9)),
            (("附件", 0, "正文", 0), (14, 10)),
            (("附件", 0, "正文", 1), (16, 7)),
            (("附件", 1, "正文", 0), (19, 9)),
            (("附件", 1, "正文", 1), (22, 9)),
            (("附件", 1, "正文", 2), (23, 9)),
            (("印发件", "正文", 0), (26, 7)),
            (("印发件", "正文", 1), (26, 7)),
        ],
    )
    def test_yaml(self, spread: Source, loc: tuple[str | int, ...], where: tuple[int, int]) -> None:
        assert spread.places[loc] == Place("稿", *where)

    def test_paragraphs_count_as_in_the_body(self, spread: Source) -> None:
        counted = [loc[-1] for loc in spread.places if loc[:-1] == ("附件", 1, "正文")]
        assert counted == list(range(len(spread.document.attachments[1].body)))

    def test_draft(self) -> None:
        source = parse_source("---\n文种: 通知\n标题: 甲\n---\n\n　　一段\n\n二段\n", "稿")
        assert source.places["标题",] == Place("稿", 3, 5)
        assert source.places["正文", 0] == source.places["正文",] == Place("稿", 6, 3)
        assert source.places["正文", 1] == Place("稿", 8, 1)

    @pytest.mark.parametrize("name", NOTICE_NAMES)
    def test_every_paragraph_of_a_notice_stands_where_its_place_says(self, name: str) -> None:
        path = notice(name)
        lines = path.read_text(encoding="utf-8").splitlines()
        source = read_source(path)
        bodies: dict[tuple[str, ...], tuple[str, ...]] = {("正文",): source.document.body}
        for way, carried in source.document.carried:
            bodies[*way, "正文"] = carried.body
        for loc, body in bodies.items():
            for number, paragraph in enumerate(body):
                place = source.places[*loc, number]
                assert lines[place.line - 1][place.column - 1 :].strip() == paragraph


class TestFiles:
    @pytest.mark.parametrize(
        "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"]
    )
    @pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
    def test_encodings(self, tmp_path: Path, encoding: str, newline: str) -> None:
        marks = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
        path = tmp_path / "稿.txt"
        data = PLAIN.replace("\n", newline).encode(encoding)
        path.write_bytes(marks.get(encoding, b"") + data)
        assert read_text(path) == PLAIN
        assert read_source(path).places["正文", 0] == Place(str(path), 4, 3)

    def test_rare_characters_of_gb_18030(self, tmp_path: Path) -> None:
        path = tmp_path / "稿.yaml"
        path.write_bytes(f"{PLAIN}签发人: 李𬭸䶮\n".encode("gb18030"))
        assert read_source(path).document.signers == ("李𬭸䶮",)

    @pytest.mark.parametrize(
        "data",
        [
            b"PK\x03\x04\x14\x00",
            bytes.fromhex("d0cf11e0a1b11ae1"),
            b"%PDF-1.7",
            rb"{\rtf1\ansi",
            b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
            b"abc\x00def",
            "文种: 通知\n".encode("utf-16-le"),
            PLAIN.encode() + b"\xff\xfe",
            b"abc\n\xff\xff",
            codecs.BOM_UTF16_LE + b"a\x00\n\x00\x00\xd8",
        ],
    )
    def test_no_text(self, tmp_path: Path, data: bytes, request: pytest.FixtureRequest) -> None:
        path = tmp_path / "稿.yaml"
        path.write_bytes(data)
        with refused_as_kept(REFUSED, f"稿 {data[:12]!r} {len(data)}", tmp_path, request):
            read_source(path)

    @pytest.mark.parametrize("name", ["没有.yaml", "", "文稿/稿.yaml", "a\0b", "稿" * 200])
    def test_no_file(self, tmp_path: Path, name: str, request: pytest.FixtureRequest) -> None:
        (tmp_path / "文稿").write_text(PLAIN, encoding="utf-8")
        with refused_as_kept(REFUSED, f"名 {name[:9]!r}", tmp_path, request):
            read_source(tmp_path / name)

    @pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
    def test_no_permission(self, tmp_path: Path) -> None:
        path = tmp_path / "稿.yaml"
        path.write_text(PLAIN, encoding="utf-8")
        path.chmod(0)
        with pytest.raises(UsageError, match="没有读取权限，请检查"):
            read_source(path)

    def test_limit(self, tmp_path: Path) -> None:
        path = tmp_path / "稿.yaml"
        with path.open("wb") as file:
            file.truncate(LIMIT + 1)
        with pytest.raises(UsageError, match=f"超过 {LIMIT // 1024 // 1024} MB"):
            read_source(path)

    @pytest.mark.parametrize("shape", ["yaml", "draft", "list"])
    def test_ten_megabytes(self, shape: str) -> None:
        paragraph = "为做好全县防汛工作，" * 12
        count = 10 * 1024 * 1024 // len(paragraph.encode())
        heads = {"yaml": "{}正文: |\n", "draft": "---\n{}---\n", "list": "{}正文:\n"}
        head = heads[shape].format("文种: 通知\n标题: 甲\n")
        line = {"yaml": "  {}\n", "draft": "{}\n", "list": "- {}\n"}[shape].format(paragraph)
        assert len(parse_source(head + line * count, "稿").document.body) == count
        assert calls_of(lambda: parse_source(head + line * 1000, "稿")) < 100 * 1000

    @pytest.mark.parametrize(
        "text",
        ["[" * 200_000, "{a: " * 200_000, "- " * 200_000, '正文: "' + "\\u4e00\n\n" * 100_000 + '"'],
        ids=["brackets", "braces", "dashes", "escapes"],
    )
    def test_hostile_text_is_refused_at_once(self, text: str) -> None:
        def refuse() -> None:
            with pytest.raises(InputError):
                parse_source(text, "稿")

        assert calls_of(refuse) < 10 * len(text)


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufeff\u2028\u2029"),
    max_size=20,
)
KEYS = st.text(st.characters(codec="utf-8", categories=("L", "N")), min_size=1, max_size=8)
TREES = st.dictionaries(
    KEYS,
    st.recursive(TEXTS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3)),
    min_size=1,
)
UNEXPLAINED = "不合要求"
"""What a message says when validation has found something that has no words of its own."""
MARKS = [*":：\n#'\"[]{}%@\\>\0\x85\r", ": ", "\n  ", "\n\t", "\n\u3000", "- ", "? ", "|\n", "---\n"]
WORDS = ["&a ", "*a", "!!str ", "2024-02-30", "通知", *sorted(known_keys())]
SNIPPETS = st.sampled_from(MARKS + WORDS)


class TestProperties:
    @given(TREES)
    @settings(deadline=None)
    def test_every_scalar_stays_text(self, tree: dict[str, Any]) -> None:
        written = yaml.safe_dump(tree, allow_unicode=True, width=math.inf)
        assert as_read(written) == tree

    @given(st.text(max_size=200) | st.lists(SNIPPETS | st.text(max_size=3), max_size=40).map("".join))
    @settings(max_examples=300, deadline=None)
    def test_any_text_is_read_or_refused(self, text: str) -> None:
        try:
            parse_source(text, "稿")
        except InputError as error:
            assert all(re.match(r"稿 第\d+行第\d+列：", line) for line in error.problems)

    @given(st.binary(max_size=200) | st.text(max_size=50).map(lambda text: text.encode("utf-16")))
    @settings(deadline=None)
    def test_any_file_is_read_or_refused(self, tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
        path = tmp_path_factory.getbasetemp() / "稿.yaml"
        path.write_bytes(data)
        with pytest.raises((InputError, UsageError)):
            read_source(path)

    @given(
        st.recursive(
            TEXTS,
            lambda inner: (
                st.lists(inner)
                | st.dictionaries(st.sampled_from([*sorted(known_keys()), "组长", "list", "text"]), inner)
            ),
            max_leaves=12,
        ),
        st.data(),
    )
    @settings(max_examples=300, deadline=None)
    def test_any_tree_is_read_or_refused(self, tree: Any, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(sorted(known_keys())))
        text = yaml.safe_dump({"文种": "通知", "标题": "甲", "正文": "乙", key: tree}, width=math.inf)
        try:
            parse_source(text, "稿")
        except InputError as error:
            assert not any(UNEXPLAINED in line for line in error.problems)


class TestSchema:
    SCHEMA = document_schema()

    def test_is_a_schema(self) -> None:
        jsonschema.Draft202012Validator.check_schema(self.SCHEMA)

    @pytest.mark.parametrize("name", NOTICE_NAMES)
    def test_notice(self, name: str) -> None:
        jsonschema.validate(as_read(notice(name).read_text(encoding="utf-8")), self.SCHEMA)

    @pytest.mark.parametrize("case", load_cases("documents.yaml"))
    def test_takes_what_the_reader_takes(self, case: dict[str, Any]) -> None:
        tree = as_read(case["text"])
        if tree is None:
            pytest.skip("a draft is no YAML")
        jsonschema.validate({key: value or None for key, value in tree.items()}, self.SCHEMA)

    @pytest.mark.parametrize("empty", [None, 123])
    def test_takes_what_editors_make_of_a_bare_colon_and_of_digits(self, empty: int | None) -> None:
        jsonschema.validate({"文种": "通知", "标题": "甲", "正文": "乙", "份号": empty}, self.SCHEMA)

    @pytest.mark.parametrize(
        ("wrong", "way"),
        [
            ({"文种": "通之"}, ["文种"]),
            ({"密级": "内部"}, ["密级"]),
            ({"主送": "甲"}, []),
            ({"附件": "甲"}, ["附件"]),
            ({"附件": [{"正文": "甲"}]}, ["附件"]),
            ({"名单": {"组长": [{"姓名": "甲"}]}}, ["名单"]),
            ({"印发件": {"标题": "甲"}}, ["印发件"]),
            ({"标题": ""}, ["标题"]),
        ],
    )
    def test_refuses(self, wrong: dict[str, Any], way: list[str]) -> None:
        tree = {"文种": "通知", "标题": "甲", "正文": "乙", **wrong}
        errors = list(jsonschema.Draft202012Validator(self.SCHEMA).iter_errors(tree))
        assert [list(error.absolute_path)[:1] for error in errors] == [way]

    def test_speaks_chinese(self) -> None:
        models = [self.SCHEMA, *self.SCHEMA["$defs"].values()]
        words = [model["title"] for model in models]
        for model in models:
            for key, value in model["properties"].items():
                words += [key, value.get("description", "甲")]
        assert all(re.search("[一-鿿]", word) for word in words)
        assert self.SCHEMA["properties"]["文种"]["enum"] == [kind.name for kind in KINDS]


OF_OTHER_KINDS = {"stamps", "attendees", "absentees", "observers"}
OF_OTHER_TIMES = {"keywords", "print_count", "report_recipients"}


class TestStartingFiles:
    @pytest.mark.parametrize("kind", BY_NAME)
    def test_is_a_document(self, kind: str) -> None:
        document = parse_source(starting_file(kind), kind).document
        known = BY_NAME[kind]
        assert document.kind == kind
        assert bool(document.main_recipients) == known.has_recipients
        assert bool(document.signers) == (known.direction == "上行")
        assert document.has_head == known.is_statutory
        assert bool(document.title) == (document.format not in TITLELESS_FORMATS)
        assert not document.title or document.title.endswith(kind)
        assert not known.closing or document.body[-1] == known.closing

    @pytest.mark.parametrize("kind", BY_NAME)
    def test_is_a_document_with_every_key_that_may_be_left_out(self, kind: str) -> None:
        text = re.sub(r"(?m)^#(?! \S)", "", starting_file(kind))
        document = parse_source(text, kind).document
        assert document.attachments
        assert document.roster
        assert document.style in style_names()
        absent = set(Document.model_fields) - document.model_fields_set
        may_be_absent = {"format", "signers", "main_recipients", "enclosed", *OF_OTHER_KINDS, *OF_OTHER_TIMES}
        may_be_absent |= {"print_issuer", "print_date"} if document.format == "信函" else set()
        assert absent <= may_be_absent | (set() if BY_NAME[kind].is_statutory else HEAD_AND_END)

    @pytest.mark.parametrize("kind", BY_NAME)
    def test_teaches_the_mark_that_the_style_prints(self, kind: str) -> None:
        text = starting_file(kind)
        document = parse_source(re.sub(r"(?m)^#(?=发文机关标志)", "", text), kind).document
        plain = parse_source(re.sub(r"(?m)^发文机关标志.*\n", "", text), kind).document
        if not document.issuer_mark:
            assert not BY_NAME[kind].is_statutory
        elif document.format != "纪要":
            names, word = read_profile("gbt9704-2012", plain.format).head.issuer_mark(plain)
            assert document.issuer_mark == names[0] + word

    def test_explains_every_key_in_the_words_of_the_model(self) -> None:
        text = "".join(map(starting_file, BY_NAME))
        for name, info in Document.model_fields.items():
            if name not in OF_OTHER_TIMES:
                assert f"{info.alias}: " in text or f"{info.alias}:\n" in text
                assert f"# {info.description}\n" in text

    def test_unknown_kind(self) -> None:
        with pytest.raises(UsageError, match="没有“通之”这个文种，是否想写“通知”或"):
            starting_file("通之")

    def test_agrees_with_the_schema(self) -> None:
        for kind in BY_NAME:
            jsonschema.validate(as_read(starting_file(kind)), document_schema())
