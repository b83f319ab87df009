"""Make the pictures of 网页.md: a server on files of ``samples``, a browser, one picture a screen."""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from gongwen.api.documents import compose_source, load, render
from gongwen.api.page.forms import form_of
from gongwen.web.app import make_app
from gongwen.web.guard import Keys
from gongwen.web.server import listen, make_server
from gongwen.web.server_state import ServerState

FOLDER = Path(__file__).parent / "图"
SAMPLES = Path(__file__).parents[1] / "samples"
OLD = (SAMPLES / "旧公文.txt").read_text(encoding="utf-8")


@contextmanager
def serving(folder: Path) -> Iterator[ServerState]:
    """Yield the state of a server that works with ``folder``."""
    listening = listen(0)
    state = ServerState(Keys(listening.getsockname()[1]), folder, str(folder / "名册.db"))
    server = make_server(make_app(state))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield state
    server.should_exit = True
    thread.join()
    listening.close()


def go_through(page: Page, state: ServerState, folder: Path) -> None:
    """Take a picture of every screen."""
    home = f"http://127.0.0.1:{state.keys.port}"
    tree = form_of(load(SAMPLES / "短函.yaml").document) | {"发文字号": "云政函[2024]7号"}
    draft = state.drafts.create(tree)
    page.goto(f"{home}/draft/{draft.name}?view=逐段")
    page.wait_for_load_state("networkidle")
    take(page, "起草")
    document = compose_source(load(state.drafts.read(draft.name).path))
    (folder / "来文.docx").write_bytes(render(document, "docx").files[0])
    page.goto(f"{home}/check")
    page.set_input_files("#file", folder / "来文.docx")
    page.click("main >> button:has-text('检查')")
    page.wait_for_selector(".finding")
    take(page, "检查")
    page.goto(f"{home}/roster")
    page.click("text=建一个空的名册")
    page.set_input_files("#file", SAMPLES / "名册" / "云溪县领导小组名册.xlsx")
    page.fill("#day", "2023-12-31")
    page.click("button:has-text('导入')")
    page.wait_for_selector("text=已录入第1批")
    page.goto(f"{home}/roster/change")
    page.set_input_files("#file", SAMPLES / "名册" / "任免通知.txt")
    page.click("button.main:has-text('看影响')")
    page.wait_for_selector("fieldset")
    take(page, "名单")
    (folder / "1998年通知.txt").write_text(OLD, encoding="utf-8")
    page.goto(f"{home}/archive")
    page.set_input_files("#file", folder / "1998年通知.txt")
    page.click("text=读入")
    page.wait_for_selector("text=要核对的")
    take(page, "归档")


def take(page: Page, name: str) -> None:
    """Write the picture of what is shown."""
    page.screenshot(path=FOLDER / f"{name}.png")


def main() -> None:
    """Write all pictures."""
    browser_path = shutil.which("chromium") or sys.exit("没有找到 chromium")
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        with serving(folder / "我的公文") as state:
            browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 1366, "height": 768})
            page.goto(state.keys.address)
            take(page, "首页")
            go_through(page, state, folder)
            browser.close()


if __name__ == "__main__":
    main()
