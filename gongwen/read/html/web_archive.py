"""A web page saved as one file (mht), or a mail → the lines of the page in it."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message

from gongwen.finding import UsageError
from gongwen.read.html.lines import read_html
from gongwen.read.html.pictures import together
from gongwen.transcript import Transcript

_NO_PAGE = "这是单个文件网页（mht）或邮件，里面没有找到网页；请打开它，把正文复制到文本文件里"


def read_web_archive(data: bytes, name: str) -> Transcript:
    """Return the lines of the first web page in ``data``. Raises UsageError when there is none, or it has no text."""
    try:
        message = message_from_bytes(data)
        page, pictures = _page(message), dict(_pictures(message))
    except (RecursionError, LookupError, ValueError):
        page, pictures = None, {}
    if page is None:
        raise UsageError(f"{name}：{_NO_PAGE}")
    return read_html(page, name, together(pictures))


def _page(message: Message) -> bytes | None:
    """Return the first page among the parts of ``message``; one that names its encoding in front only has it in itself."""
    for part in message.walk():
        content = part.get_payload(decode=True)
        if part.get_content_type() == "text/html" and isinstance(content, bytes) and content.strip():
            named = part.get_content_charset()
            return (
                b"<meta charset=%s>" % named.encode() + content
                if named and b"charset" not in content
                else content
            )
    return None


def _pictures(message: Message) -> Iterator[tuple[str, bytes]]:
    """Yield the pictures among the parts of ``message`` by the addresses that its page may have for them."""
    for part in message.walk():
        content = part.get_payload(decode=True)
        if part.get_content_maintype() == "image" and isinstance(content, bytes):
            for address in (part.get("Content-Location"), part.get_filename()):
                if address:
                    yield str(address).strip(), content
            if key := part.get("Content-ID"):
                yield f"cid:{str(key).strip().strip('<>')}", content
