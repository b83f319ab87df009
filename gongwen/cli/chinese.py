"""Chinese for the words that the command-line library says itself."""

from __future__ import annotations

import gettext

_WORDS = {
    "Usage:": "用法：",
    "Usage": "用法",
    "Options": "选项",
    "Commands": "命令",
    "Arguments": "参数",
    "Error: {message}": "错误：{message}",
    "Show this message and exit.": "显示这份说明。",
    "Show the version and exit.": "显示版本。",
    "Try '{command} {option}' for help.": "用“{command} {option}”查看用法。",
    "Missing argument": "缺少参数",
    "Missing option": "缺少选项",
    "Missing parameter": "缺少参数",
    "Missing command.": "缺少命令。",
    "Missing argument {param_hint}.": "缺少参数 {param_hint}。",
    "No such option: {name}": "没有选项 {name}",
    "No such option {name!r}.": "没有选项 {name}。",
    "No such command {name!r}.": "没有命令 {name}。",
    "Did you mean {possibility}?": "是否想写 {possibility}？",
    "(Possible options: {possibilities})": "（可用的选项：{possibilities}）",
    "Option {name!r} requires an argument.": "选项 {name} 后面要有值。",
    "Option {name!r} does not take a value.": "选项 {name} 后面不带值。",
    "Got unexpected extra argument ({args})": "多出了参数：{args}",
    "Invalid value: {message}": "值不对：{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} 的值不对：{message}",
    "{value!r} is not {choice}.": "“{value}”不是 {choice}。",
    "{value!r} is not one of {choices}.": "“{value}”不在可选的值里：{choices}。",
    "{value!r} is not a valid {number_type}.": "“{value}”不对，请写数字。",
    "{value} is not in the range {range}.": "{value}不在可选的数字里（{range}）。",
    "Error: invalid input": "写得不对，请写 y 或 n",
    "Aborted!": "已中止。",
    "default: {default}": "默认：{default}",
    "(default: {default})": "（默认：{default}）",
    "required": "必填",
    "%(prog)s, version %(version)s": "%(prog)s %(version)s",
}
_PLURALS = {
    "Got unexpected extra argument ({args})": "多出了参数：{args}",
    "Did you mean {possibility}?": "是否想写 {possibility}？",
    "(Possible options: {possibilities})": "（可用的选项：{possibilities}）",
}


def _translate(message: str) -> str:
    return _WORDS.get(message, message)


def _translate_plural(singular: str, plural: str, count: int) -> str:
    chosen = singular if count == 1 else plural
    return _PLURALS.get(singular, _WORDS.get(chosen, chosen))


gettext.gettext = _translate
gettext.ngettext = _translate_plural  # type: ignore[assignment]
