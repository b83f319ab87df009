"""What is doubtful in what was read from a file; :mod:`gongwen.recognise.doubts` finds it."""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.rules.filed import Filed
from gongwen.rules.rule import Remark, rule


def _doubts(filed: Filed, code: str) -> Iterator[Remark]:
    return (Remark(each.place, each.message) for each in filed.reading.doubts if each.code == code)


@rule("read.name", "", "惯例", reads="reading")
def name(filed: Filed) -> Iterator[Remark]:
    """名单里写的是姓名，一个人在一栏里写一次。

    Wrong: [头, 　　组成人员名单如下：, 　　组　长：张　远　副县长, 　　成　员：李　行　县水利局局长, 　　　　　　李　行　县教育局局长, 尾]
    Right: [头, 　　组成人员名单如下：, 　　组　长：张　远　副县长, 　　成　员：李　行　县水利局局长, 　　　　　　王　海　县教育局局长, 尾]
    """
    return _doubts(filed, name.code)


@rule("read.value", "", "差错", reads="reading")
def value(filed: Filed) -> Iterator[Remark]:
    """密级等写的是公文里有的词，如“机密”；认不出的不再往下查。

    Wrong: {改: [秘密★1年, 秘秘★1年]}
    Right: {改: [秘密★1年, 秘密★1年]}
    Base: 密级急件
    """
    return _doubts(filed, value.code)


@rule("read.guess", "", "惯例", reads="reading", needs="reader")
def guess(filed: Filed) -> Iterator[Remark]:
    """读出的各项有把握；写“推测”的请与原件核对。

    Wrong: [关于做好防汛, 各乡镇, 请落实]
    Right: [头, 　　请落实。, 尾]
    """
    return _doubts(filed, guess.code)


@rule("read.title", "", "惯例", reads="reading", needs="reader")
def title(filed: Filed) -> Iterator[Remark]:
    """通知标题里写的名称，与读出的印发件的标题一致。

    Wrong: [云岭县人民政府文件, 云岭政发〔2025〕8号, 云岭县人民政府关于印发云岭县防汛抢险方案的通知, 各乡镇人民政府：, 　　现印发给你们。, 尾, 云岭县抗旱预案, 　　一、总体要求, 　　坚持以防为主。]
    Right: [头, 　　请落实。, 尾]
    """
    return _doubts(filed, title.code)


@rule("read.attachment", "", "惯例", reads="reading", needs="reader")
def attachment(filed: Filed) -> Iterator[Remark]:
    """附件说明、正文里说到的附件，都读到了。

    Wrong: [头, 　　任务分工见附件2。, 　　附件：任务分工表, 尾, 附件, 任务分工表, 　　各单位负责。]
    Right: [头, 　　任务分工见附件1。, 　　附件：任务分工表, 尾, 附件, 任务分工表, 　　各单位负责。]
    """
    return _doubts(filed, attachment.code)


@rule("read.number", "", "惯例", reads="reading", needs="reader")
def number(filed: Filed) -> Iterator[Remark]:
    """读出的序号连续；不连续的，可能缺了内容。

    Wrong: [头, 　　一、总体要求, 　　坚持以防为主。, 　　三、保障措施, 　　落实责任。, 尾]
    Right: [头, 　　一、总体要求, 　　坚持以防为主。, 　　二、保障措施, 　　落实责任。, 尾]
    """
    return _doubts(filed, number.code)


@rule("read.gap", "", "惯例", reads="reading", needs="reader")
def gap(filed: Filed) -> Iterator[Remark]:
    """读出的段落都说完了；没有说完的，后面可能缺了内容。

    Wrong: [头, 　　各单位要加强值班值守，及时报送雨情、水情、汛情、灾情和险情处置等各方面的信息，切实做到, 尾]
    Right: [头, 　　各单位要加强值班值守，及时报送雨情、水情、汛情、灾情和险情处置等各方面的信息。, 尾]
    """
    return _doubts(filed, gap.code)


@rule("read.date", "", "惯例", reads="reading", needs="reader")
def date(filed: Filed) -> Iterator[Remark]:
    """有发文字号的公文，读得到成文日期。

    Wrong: [云岭县人民政府文件, 云岭政发〔2025〕8号, 云岭县人民政府关于做好防汛工作的通知, 各乡镇人民政府：, 　　请认真做好防汛工作。]
    Right: [头, 　　请落实。, 尾]
    """
    return _doubts(filed, date.code)


@rule("read.missed", "", "惯例", reads="reading", needs="reader")
def missed(filed: Filed) -> Iterator[Remark]:
    """像发文字号、主送机关、成文日期、附件说明的，都读作了各自的要素；一项里没有连着别的要素。

    Wrong: [头, 　　请落实。, 　　附件：任务分工表抄送县委办公室, 尾]
    Right: [头, 　　请落实。, 　　附件：任务分工表, 尾]
    """
    return _doubts(filed, missed.code)


@rule("read.issuer", "", "惯例", reads="reading", needs="reader")
def issuer(filed: Filed) -> Iterator[Remark]:
    """发文机关标志和标题里写的是同一个机关；差一两个字的，可能认错了字。

    Wrong: [云领县人民政府文件, 云岭政发〔2025〕8号, 云岭县人民政府关于做好防汛工作的通知, 各乡镇人民政府：, 　　请落实。, 尾]
    Right: [头, 　　请落实。, 尾]
    """
    return _doubts(filed, issuer.code)


@rule("read.list", "", "惯例", reads="reading", needs="reader")
def roster_line(filed: Filed) -> Iterator[Remark]:
    """名单的每一行都认出了是谁、什么职务；没有认出的，姓名和职务连写而不能确定在哪里分开的，照原样放着，请核对。

    Wrong: [头, 　　组成人员名单如下：, 　　组　长：张　远　副县长, 　　成　员：李　行　县水利局局长, 　　　　　　丙丁戊己庚辛, 　　　　　　王　海　县教育局局长, 尾]
    Right: [头, 　　组成人员名单如下：, 　　组　长：张　远　副县长, 　　成　员：李　行　县水利局局长, 　　　　　　王　海　县教育局局长, 尾]
    """
    return _doubts(filed, roster_line.code)


@rule("read.scan", "", "惯例", reads="reading", needs="reader")
def scan(filed: Filed) -> Iterator[Remark]:
    """从扫描件认出的字都有把握；认得不准的、印章压着的请与原件核对，人名、数字、日期、文号总要核对。

    Wrong: {扫描: [头, 　　请落实。, 尾]}
    Right: [头, 　　请落实。, 尾]
    """
    return _doubts(filed, scan.code)
