"""Rosters that paper has and forms have not (groups inside a role, seats without a name, people without a post) are kept."""

import pytest

from gongwen import api
from gongwen.write.yaml_text import write_yaml

SOURCE = """
文种: 通知
发文机关: 云溪县人民政府办公室
发文字号: 云政办发〔2024〕7号
标题: 云溪县人民政府办公室关于调整县教材委员会组成人员的通知
主送机关: 各乡镇人民政府
正文: |
  现将组成人员名单通知如下：
  {名单}
  委员会办公室设在县教育局。
名单:
  主任:
    - 李明远 副县长
    - 姓名: 孙安
      职务: 无
      备注: 兼
  委员:
    - {姓名: 赵清, 职务: 县财政局副局长, 分组: （一）部门委员}
    - {姓名: 无, 职务: 县人社局分管负责同志, 分组: （一）部门委员}
    - {姓名: 王若川, 职务: 县第一中学校长, 分组: （二）专家委员}
  联络员:
    - {姓名: 欧阳思远, 职务: 无}
成文日期: 2024-05-06
"""


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "稿.yaml"
    path.write_text(SOURCE, encoding="utf-8")
    return api.load(path)


def test_yaml(source, tmp_path):
    path = tmp_path / "再.yaml"
    path.write_text(write_yaml(source.document), encoding="utf-8")
    assert api.load(path).document == source.document


@pytest.mark.parametrize("target", ["docx", "txt", "html", "pdf"])
def test_paper(source, target):
    printed = api.render(api.compose_source(source), target).files[0]
    assert api.read_bytes(printed, f"稿.{target}").document.roster == source.document.roster


def test_the_last_of_a_list_signs_nothing_though_the_list_names_him_twice():
    people = "组　长：吴　越　副县长\n副组长：赵一鸣　县水务局局长\n成　员：钱　思　县财政局局长\n　　　　赵一鸣　县水务局局长\n"
    text = f"关于成立防汛工作专班的通知\n县水务局：\n现决定成立防汛工作专班，组成人员如下：\n{people}2024年6月9日\n"
    document = api.read_bytes(text.encode(), "旧文.txt").document
    assert [member.name for member in document.roster["成员"]] == ["钱思", "赵一鸣"]
    assert not document.signature
