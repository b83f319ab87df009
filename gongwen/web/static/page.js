// What plain pages cannot do: saving while one types, marks between the form and the pages, pasting, dropping files.
"use strict";
(function () {
  const $ = (selector, root) => (root || document).querySelector(selector);
  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));

  // The server refuses what no page of its own has sent.
  document.addEventListener("htmx:configRequest", (event) => {
    event.detail.headers["X-Gongwen"] = "1";
    const level = event.detail.elt.dataset.level;
    if (level) event.detail.parameters["at"] = level;
    event.detail.parameters["turn"] = String(Date.now());
  });

  // While a button works, nothing is saved that would overtake it.
  let busy = false;
  document.addEventListener("htmx:confirm", (event) => {
    if (event.detail.elt.id === "form" && busy) event.preventDefault();
    if (event.detail.elt.matches("#form button, #form select[hx-post]")) busy = true;
  });
  ["htmx:afterSettle", "htmx:responseError", "htmx:sendError", "htmx:sendAbort"].forEach((kind) => document.addEventListener(kind, () => { busy = false; }));

  // The version that this page has, and the state that the title of the tab tells.
  function follow() {
    const pages = $("#pages"), seen = $("#seen");
    if (pages && seen) {
      seen.value = pages.dataset.seen;
      document.title = pages.dataset.title;
      tellFaults(pages);
    }
    markOf(document.activeElement);
  }
  function tellFaults(pages) {
    all("p.fault").forEach((each) => each.remove());
    all(".wrong").forEach((each) => each.classList.remove("wrong"));
    all("[aria-invalid]").forEach((each) => each.removeAttribute("aria-invalid"));
    all(".errors a", pages).forEach((link) => {
      const field = document.getElementById(decodeURIComponent(link.getAttribute("href").slice(1)));
      if (!field || !field.parentElement) return;
      const fault = document.createElement("p");
      fault.className = "fault";
      fault.textContent = "错误：" + link.textContent;
      field.before(fault);
      field.parentElement.classList.add("wrong");
      field.setAttribute("aria-invalid", "true");
    });
  }
  let kept = [];
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target.id !== "told" && $("#told")) $("#told").textContent = "";
    kept = all(".side").map((each) => [each.id, each.scrollTop]);
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id !== "work") return;
    kept.forEach(([id, top]) => {
      const side = document.getElementById(id);
      if (!side || id === "pages") return;
      side.style.scrollBehavior = "auto";
      side.scrollTop = top;
    });
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    follow();
    const errors = $(".errors", event.detail.elt);
    if (errors && event.detail.requestConfig && event.detail.requestConfig.elt.tagName === "BUTTON") errors.focus();
  });
  document.addEventListener("htmx:responseError", (event) => tell("没有保存：" + (event.detail.xhr.status || "") + "，请重试"));
  document.addEventListener("htmx:sendError", () => tell("程序没有回答，可能已经退出。内容还在这一页，重新启动程序后再改一个字就会保存"));
  function tell(text) {
    const status = $("[role=status]");
    if (status) status.textContent = text;
  }

  // An open page keeps the program awake.
  setInterval(() => fetch("/alive").catch(() => tell("程序没有回答，可能已经退出。重新启动程序后刷新这一页")), 60000);

  // From the form to the page and back.
  function markOf(element) {
    all("svg .on").forEach((each) => each.classList.remove("on"));
    if (!element || !element.dataset || !element.dataset.key) return;
    let key = element.dataset.key;
    if (element.classList.contains("whole")) key += "." + lineOf(element);
    const found = all("svg a").filter((each) => each.dataset.at === key || each.dataset.at.startsWith(key + "."));
    found.forEach((each) => each.classList.add("on"));
  }
  function lineOf(area) {
    return area.value.slice(0, area.selectionStart).split("\n").filter((line, index, lines) => line.trim() || index === lines.length - 1).length;
  }
  document.addEventListener("focusin", (event) => markOf(event.target));
  document.addEventListener("keyup", (event) => event.target.classList.contains("whole") && markOf(event.target));
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#f-"]');
    if (!link) return;
    event.preventDefault();
    goTo(decodeURIComponent((link.getAttribute("href") || "").slice(3)));
  });
  function goTo(key) {
    for (let way = key; way; way = way.includes(".") ? way.slice(0, way.lastIndexOf(".")) : "") {
      const target = document.getElementById("f-" + way);
      if (!target) continue;
      for (let details = target.closest("details"); details; details = details.parentElement.closest("details")) details.open = true;
      const label = $('label[for="f-' + way + '"]');
      (label || target).scrollIntoView({ block: "center" });
      const field = target.matches("input, textarea, select") ? target : $("input, textarea", target);
      if (field) field.focus({ preventScroll: true });
      if (target.classList.contains("whole") && way !== key) select(target, Number(key.slice(way.length + 1)));
      return;
    }
  }
  function select(area, number) {
    let start = 0, count = 0;
    for (const line of area.value.split("\n")) {
      if (line.trim()) count += 1;
      if (count === number && line.trim()) {
        area.setSelectionRange(start, start + line.length);
        area.scrollTop = (area.scrollHeight * start) / Math.max(1, area.value.length) - 40;
        markOf(area);
        return;
      }
      start += line.length + 1;
    }
  }

  // What is pasted from Word and Excel: tables as rows with bars, no empty lines; a block into a grid cell by cell.
  document.addEventListener("paste", (event) => {
    const field = event.target, text = (event.clipboardData && event.clipboardData.getData("text/plain")) || "";
    const grid = field.closest && field.closest("table[data-grid]");
    if (grid && text.includes("\t")) {
      event.preventDefault();
      fill(grid, field, text);
    } else if (field.dataset && field.dataset.key && field.dataset.key.startsWith("正文") && text) {
      event.preventDefault();
      const clean = text.replace(/\r/g, "").split("\n").map((line) => (line.includes("\t") ? "| " + line.trim().split("\t").map((cell) => cell.trim()).join(" | ") + " |" : line.trim())).filter(Boolean).join("\n");
      field.setRangeText(clean, field.selectionStart, field.selectionEnd, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });
  function fill(grid, field, text) {
    const first = field.closest("tr"), column = all("input, select", first).indexOf(field);
    let row = first;
    text.replace(/\r/g, "").split("\n").filter((line) => line.trim()).forEach((line) => {
      if (!row) row = addRow(grid);
      const cells = all("input, select", row);
      line.split("\t").forEach((cell, index) => {
        if (cells[column + index]) cells[column + index].value = cell.trim();
      });
      row = row.nextElementSibling;
    });
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  function addRow(grid) {
    const last = $("tbody", grid).lastElementChild, made = last.cloneNode(true);
    all("input, select", made).forEach((each) => {
      each.name = each.name.replace(/\.(\d+)\.([^.]*)$/, (_, number, key) => "." + (Number(number) + 1) + "." + key);
      each.value = each.tagName === "SELECT" ? each.value : "";
    });
    last.after(made);
    return made;
  }
  document.addEventListener("input", (event) => {
    const row = event.target.closest && event.target.closest("table[data-grid] tr");
    if (row && !row.nextElementSibling) addRow(row.closest("table"));
  });
  document.addEventListener("keydown", (event) => {
    const field = event.target, row = field.closest && field.closest("table[data-grid] tr");
    if (event.key !== "Enter" || event.isComposing || !row || field.tagName !== "INPUT") return;
    event.preventDefault();
    const next = row.nextElementSibling || addRow(row.closest("table"));
    all("input, select", next)[all("input, select", row).indexOf(field)].focus();
  });

  // Files that are dropped on a form with a place for them.
  ["dragover", "dragleave", "drop"].forEach((kind) =>
    document.addEventListener(kind, (event) => {
      const form = event.target.closest && (event.target.closest("form[data-drop]") || $("form[data-drop]"));
      if (!form || !event.dataTransfer || !Array.from(event.dataTransfer.types).includes("Files")) return;
      event.preventDefault();
      form.classList.toggle("over", kind === "dragover");
      if (kind === "drop") {
        $("input[type=file]", form).files = event.dataTransfer.files;
        form.submit();
      }
    })
  );
})();
