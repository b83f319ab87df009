"""Each term read from what it writes is the same, and what is odd about other forms is told and fixed."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen import api
from gongwen.terms import (
    agency,
    attachment_note,
    attendance,
    copies,
    date,
    imprint,
    kind,
    note,
    number,
    page_number,
    reference,
    secrecy,
    signers,
    title,
)
from tests.paths import read_cases

FORMS = read_cases("terms/forms.yaml")
CODES = st.sampled_from(["云政发", "云政办发", "岭府办规", "安监总管三", "云发改价调", "中共云岭办字"])
PEOPLE = st.sampled_from(["李明远", "赵清", "欧阳文博", "阿依古丽·买买提"])
NUMBERS = st.builds(number.DocNumber, CODES, st.integers(1949, 2099), st.integers(1, 9999) | st.none())
COUNTED = st.builds(
    number.DocNumber,
    st.sampled_from(["", "云岭县人民政府令", "总"]),
    st.none(),
    st.integers(1, 999),
    st.sampled_from(["号", "期", "次"]),
)
DAYS = st.dates(datetime.date(1949, 10, 1), datetime.date(2099, 12, 31))
NAMES = st.sampled_from(["防汛工作方案", "供水管理办法（试行）", "《青溪县防汛预案》", "2024—2026年行动计划"])
TITLES = st.builds(
    title.Title,
    st.sampled_from(["", "云岭县人民政府", "云岭县水务局、云岭县财政局"]),
    st.just("关于"),
    st.sampled_from(["", *title.CARRYING, "修订印发"]),
    NAMES,
    st.sampled_from(["通知", "决定", "函", "公告"]),
    st.sampled_from(["", "（试行）"]),
)
MARKS = (
    st.from_regex("[0-9]{6}", fullmatch=True).map(secrecy.CopyNumber)
    | st.builds(
        secrecy.Secrecy, st.sampled_from(["绝密", "机密", "秘密"]), st.sampled_from(["", "1年", "6个月"])
    )
    | st.sampled_from(["特急", "加急"]).map(secrecy.Urgency)
)
ENTRIES = st.builds(
    attachment_note.Entry, st.sampled_from(["任务分工表", "2024年计划"]), st.integers(0, 20), st.booleans()
)
PRINTED = st.builds(imprint.Printed, st.sampled_from(["", "云岭县人民政府办公室"]), DAYS)
REFERENCES = st.builds(
    reference.Reference,
    NAMES.map(lambda name: f"关于{name.strip('《》')}的通知"),
    NUMBERS.filter(lambda each: each.serial),
)


@pytest.mark.parametrize(
    ("term", "values"),
    [
        (number, NUMBERS | COUNTED),
        (date, DAYS),
        (title, TITLES),
        (secrecy, MARKS),
        (attachment_note, ENTRIES),
        (imprint, PRINTED),
        (reference, REFERENCES),
        (kind, st.sampled_from([each.name for each in kind.KINDS])),
        (agency, st.sampled_from(["云岭县人民政府办公室", "国务院", "青溪县水务局"])),
        (signers, st.lists(PEOPLE, min_size=1, max_size=4).map(tuple)),
        (page_number, st.integers(1, 999)),
        (
            note,
            st.sampled_from(["此件公开发布", "联系人：李明远，电话：0123-4567890", "此件发至乡镇（街道）"]),
        ),
        (copies, st.sampled_from(["县委办公室", "县人大常委会办公室，县政协办公室"])),
        (attendance, st.tuples(st.sampled_from(["出席", "请假", "列席"]), PEOPLE)),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
@given(data=st.data())
def test_what_is_written_is_read(term, values, data):
    value = data.draw(values)
    found = term.read(term.write(value))
    assert found.value == value
    assert not found.odd - {"待补"}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form["写"])
def test_other_forms_are_told_and_fixed(form):
    """``成`` is what the form is fixed to, null when it is no such term; ``异`` is what is odd about it."""
    term = {
        "发文字号": number, "日期": date, "附件说明": attachment_note, "标题": title, "密级": secrecy,
        "签发人": signers, "页码": page_number, "附注": note, "出席": attendance, "抄送机关": copies,
    }[form["术语"]]  # fmt: skip
    found = term.read(form["写"])
    if form["成"] is None:
        assert found is None
    else:
        assert (term.write(found.value), sorted(found.odd)) == (form["成"], sorted(form["异"]))


@given(
    st.text(alphabet="云政办发〔［[（(】〗）]2024年第01２号 　號字〇二X×关于的通知《》：.-月日", max_size=40)
)
def test_any_text_is_read_without_an_error(text):
    terms = (number, date, title, secrecy, attachment_note, imprint, reference, kind, agency)
    for term in (*terms, signers, page_number, note, attendance, copies):
        found = term.read(text)
        if found is not None:
            assert 0 <= found.start <= found.end <= len(text)
            assert all(0 <= start <= end <= len(text) for start, end in found.parts.values())
    assert all(text[slice(*each.parts["open"])] in number.OPENING for each in number.cited(text))


@pytest.mark.parametrize(
    ("digits", "near", "year"),
    [
        ("60", None, 1960),
        ("24", datetime.date(2024, 3, 1), 2024),
        ("25", datetime.date(2024, 12, 30), 2025),
        ("98", datetime.date(1999, 1, 5), 1998),
        ("51", datetime.date(1953, 1, 5), 1951),
        ("2024", None, 2024),
        ("024", None, None),
    ],
)
def test_the_century_of_a_short_year(digits, near, year):
    assert date.full_year(digits, near) == year


NOTICE = """
文种: 通知
发文机关: 云岭县人民政府
发文字号: {number}
标题: 云岭县人民政府关于{verb}《云岭县供水管理办法》的通知
主送机关: 各乡镇人民政府
正文: 现将有关办法{verb}给你们，请认真执行。
印发件: {{标题: 云岭县{name}管理办法, 正文: 坚持安全第一。}}
"""


@pytest.fixture
def findings(tmp_path):
    """What is found in a notice that carries a document."""

    def find(**values):
        path = tmp_path / "稿.yaml"
        own = {"number": "云政发〔2024〕1号", "verb": "颁布", "name": "供水"} | values
        path.write_text(NOTICE.format(**own), encoding="utf-8")
        return api.check(path)

    return find


def test_a_short_year_is_one_year_whoever_tells_it(findings):
    told = " ".join(str(each) for each in findings(number="云政发〔60〕1号"))
    assert "〔1960〕" in told
    assert "2060" not in told


@pytest.mark.parametrize("verb", title.CARRYING)
def test_whatever_the_verb_a_notice_names_what_it_carries(verb, findings):
    assert "title.enclosed" not in {each.code for each in findings(verb=verb)}
    assert "title.enclosed" in {each.code for each in findings(verb=verb, name="供电")}


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("1年", 1), ("十年", 10), ("６个月", 0.5), ("18月", 1.5), ("365天", 1), ("73日", 0.2), ("20年以内", 20),
        ("长期", 0), ("2030年", 0), ("2030年6月1日", 0), ("", 0),
    ],
)  # fmt: skip
def test_how_long_a_secret_is_kept_in_years(text, years):
    assert secrecy.years_of(text) == pytest.approx(years)
