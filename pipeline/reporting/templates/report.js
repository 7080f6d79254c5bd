"use strict";
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const fold = (text) => text.normalize("NFC").toLocaleLowerCase("sv");
  const data = (id) => JSON.parse($(id)?.textContent ?? "null");

  let telling;
  const tell = (text) => {
    const told = $("#told");
    told.textContent = text;
    told.classList.add("on");
    clearTimeout(telling);
    telling = setTimeout(() => told.classList.remove("on"), 2600);
  };

  // ---------------------------------------------------------------- corrections: lines of a CSV file

  const COLUMNS = data("#correction-columns");
  const STORE = "malkedja-corrections";
  let kept = [];

  const read = () => {
    try {
      const stored = JSON.parse(localStorage.getItem(STORE) ?? "[]");
      kept = Array.isArray(stored) ? stored.filter((one) => typeof one?.line === "string") : [];
    } catch { /* a browser that stores nothing for files: corrections last as long as the page */ }
  };
  const store = () => {
    try { localStorage.setItem(STORE, JSON.stringify(kept)); } catch { /* as above */ }
    showCollected();
  };

  // A cell that a spreadsheet would calculate gets a mark in front, which the reader takes away again.
  const guarded = (text) => (/^[=+\-@]/.test(text) && !/^[+-]?[\d\s.,]+%?$/.test(text) ? "'" + text : text);
  const quoted = (text) => (/[",;\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text);
  const lineOf = (cells) => COLUMNS.map((name) => quoted(guarded(cells[name] ?? ""))).join(",");
  const fileOf = (lines) => "\ufeff" + [COLUMNS.join(","), ...lines, ""].join("\r\n");

  const copy = async (text, said) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      ($("dialog[open]") ?? document.body).append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    tell(said);
  };

  const download = (text, name) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };

  const keep = (lines, about) => {
    for (const line of lines) if (!kept.some((one) => one.line === line)) kept.push({ line, about });
    store();
  };

  function showCollected() {
    $$("[data-collected]").forEach((count) => { count.textContent = kept.length; });
    const list = $("#collected-list");
    list.replaceChildren(...kept.map((one, at) => {
      const item = document.createElement("li");
      const text = document.createElement("code");
      text.textContent = one.line;
      const remove = document.createElement("button");
      remove.type = "button";
      remove.textContent = "ta bort";
      remove.setAttribute("aria-label", "Ta bort rättningen " + (one.about ?? ""));
      remove.addEventListener("click", () => { kept.splice(at, 1); store(); });
      item.append(text, remove);
      return item;
    }));
    $("#collected-none").hidden = kept.length > 0;
    ["#download", "#copy-all", "#clear"].forEach((id) => { $(id).disabled = !kept.length; });
    const lines = new Set(kept.map((one) => one.line));
    $$(".row[data-anchor]").forEach((row) => {
      const known = kept.some((one) => one.row === row.id + location.pathname);
      row.toggleAttribute("data-answered", known || lines.has(confirmation(row)));
    });
  }

  const anchorOf = (row) => JSON.parse(row.dataset.anchor);
  const confirmation = (row) => lineOf({ ...anchorOf(row), decision: "confirm" });
  const confirm = (row) => {
    keep([confirmation(row)], row.getAttribute("aria-label"));
    copy(confirmation(row), "Raden stämmer: tillagd och kopierad");
  };

  $("#download").addEventListener("click", () => download(fileOf(kept.map((one) => one.line)), "values.csv"));
  $("#copy-all").addEventListener("click", () => copy(kept.map((one) => one.line).join("\r\n"), "Alla rader kopierade"));
  $("#clear").addEventListener("click", () => { kept = []; store(); });

  // ---------------------------------------------------------------- the form for one row

  const fieldsOf = data("#columns");
  let correcting;

  const changes = () => $$(".field[data-column]", $("#correct-fields")).flatMap((field) => {
    const input = $("input, select", field);
    const changed = input.value.trim() !== field.dataset.was;
    field.classList.toggle("changed", changed);
    return changed ? [{ column: field.dataset.column, value: input.value.trim() }] : [];
  });

  const linesOfForm = () => {
    const reason = $("#correct-reason").value.trim();
    return changes().map((change) => lineOf({ ...anchorOf(correcting), decision: "correct", ...change, reason }));
  };

  const preview = () => {
    const lines = linesOfForm();
    $("#correct-line").textContent = lines.join("\n") || "Ändra det som är fel, så står raden här.";
    $("#correct-add").disabled = $("#correct-copy").disabled = !lines.length;
  };

  const fieldFor = (column, was) => {
    const field = document.createElement("label");
    field.className = "field";
    field.dataset.column = column.name;
    field.dataset.was = was;
    let input = document.createElement("input");
    const codes = column.truth ? [["true", "ja"], ["false", "nej"]] : column.codes;
    if (codes.length) {
      input = document.createElement("select");
      const all = codes.some(([code]) => code === was) && column.truth ? codes : [["", "–"], ...codes];
      input.append(...all.map(([code, word]) => new Option(word, code)));
    }
    input.autocomplete = "off";
    input.value = was;
    field.append(column.label, input);
    return field;
  };

  const correct = (row) => {
    correcting = row;
    const fields = JSON.parse(row.dataset.fields);
    const title = row.getAttribute("aria-label") ?? row.closest(".group")?.querySelector("h4, .elsewhere a")?.textContent ?? row.cells?.[0].firstChild.textContent;
    const raw = $(".raw", row)?.firstChild.textContent;
    $("#correct-row").textContent = raw ? `${title}: tryckt ”${raw.trim()}”` : title;
    $("#correct-fields").replaceChildren(...fieldsOf[row.dataset.kind].map((column) => fieldFor(column, fields[column.name] ?? "")));
    $("#correct-reason").value = "";
    preview();
    $("#correct").showModal();
    ($('[data-column="value"] input, [data-column="amount_sek"] input') ?? $("#correct-fields input")).select();
  };

  if (fieldsOf) {
    $("#correct").addEventListener("input", preview);
    $("#correct form").addEventListener("submit", (event) => {
      if (event.submitter?.value === "close") return;
      event.preventDefault();
      if (!$("#correct-add").disabled) $("#correct-add").click();
    });
    $("#correct-copy").addEventListener("click", () => copy(linesOfForm().join("\r\n"), "Raden är kopierad"));
    $("#correct-add").addEventListener("click", () => {
      const lines = linesOfForm();
      keep(lines, $("#correct-row").textContent);
      kept.forEach((one) => { if (lines.includes(one.line)) one.row = correcting.id + location.pathname; });
      store();
      $("#correct").close();
      copy(lines.join("\r\n"), "Rättningen är tillagd och kopierad");
      correcting.focus();
    });
  }

  $$("[data-open]").forEach((button) => button.addEventListener("click", () => $("#" + button.dataset.open).showModal()));

  // ---------------------------------------------------------------- the overview: search, filter, sort

  const list = $("#list");
  if (list) {
    const body = list.tBodies[0];
    const rows = [...body.rows].map((row) => ({ row, text: fold(row.textContent), flags: (row.dataset.flags ?? "").split(" ") }));
    const show = () => {
      const words = fold($("#search").value).split(/\s+/).filter(Boolean);
      const status = $("#status")?.value, flag = $("#flag").value, only = $("#only-review")?.checked;
      let shown = 0;
      for (const one of rows) {
        const fits = words.every((word) => one.text.includes(word))
          && (!status || one.row.dataset.status === status)
          && (!flag || one.flags.includes(flag))
          && (!only || one.row.dataset.review !== "0");
        one.row.hidden = !fits;
        shown += fits;
      }
      $("#shown").textContent = shown === rows.length ? "" : `${shown} av ${rows.length} visas`;
    };
    $(".filters").addEventListener("input", show);
    $(".filters").addEventListener("submit", (event) => event.preventDefault());
    show();

    const compare = new Intl.Collator("sv", { numeric: true }).compare;
    list.tHead.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      const head = button.closest("th"), at = head.cellIndex, numbers = button.dataset.sort === "number";
      const first = numbers ? "descending" : "ascending";
      const order = head.getAttribute("aria-sort") === first ? (numbers ? "ascending" : "descending") : first;
      $$("th", list.tHead).forEach((one) => one.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", order);
      const key = (row) => { const text = row.cells[at].textContent.trim(); return numbers ? Number(text || 0) : text; };
      const sorted = rows.map((one) => [key(one.row), one]).sort(([a], [b]) => (numbers ? a - b : compare(a, b)));
      if (order === "descending") sorted.reverse();
      body.append(...sorted.map(([, one]) => one.row));
    });
  }

  // ---------------------------------------------------------------- a document: rows and boxes

  const rows = $$(".row[data-row]");
  const boxes = new Map($$("rect[data-row]").map((box) => [box.dataset.row, box]));
  const byId = new Map(rows.map((row) => [row.id, row]));
  let lit;

  const light = (id, follow) => {
    if (lit === id) return;
    for (const one of [byId.get(lit), boxes.get(lit)]) one?.classList.remove("lit");
    lit = id;
    for (const one of [byId.get(id), boxes.get(id)]) one?.classList.add("lit");
    const box = boxes.get(id);
    if (!box || !follow) return;
    const sheet = box.closest(".sheet"), inside = sheet.getBoundingClientRect(), at = box.getBoundingClientRect();
    if (at.top < inside.top || at.bottom > inside.bottom) {
      sheet.scrollTo({ top: sheet.scrollTop + at.top - inside.top - (inside.height - at.height) / 2, behavior: "smooth" });
    }
  };

  const go = (row) => {
    if (!row) return;
    row.closest("[data-block]")?.removeAttribute("hidden");
    rows.forEach((one) => { one.tabIndex = one === row ? 0 : -1; });
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
    light(row.id, true);
  };

  const visible = () => rows.filter((row) => row.checkVisibility?.() ?? row.offsetParent !== null);
  const step = (by, wanted = () => true) => {
    const all = visible(), at = all.findIndex((row) => row.id === lit);
    const order = by > 0 ? all.slice(at + 1) : (at < 0 ? all : all.slice(0, at)).reverse();
    go(order.find(wanted) ?? (by > 0 ? all : [...all].reverse()).find(wanted));
  };
  const toReview = (row) => row.hasAttribute("data-review") && !row.hasAttribute("data-answered");

  if ($(".toolbar")) {
    document.addEventListener("pointerover", (event) => {
      const found = event.target.closest?.("[data-row]");
      if (found) light(found.dataset.row, !(found instanceof SVGElement));
    });
    document.addEventListener("focusin", (event) => {
      const row = event.target.closest?.(".row[data-row]");
      if (row) light(row.id, true);
    });
    document.addEventListener("click", (event) => {
      const box = event.target.closest?.("rect[data-row]");
      if (box) go(byId.get(box.dataset.row));
      const button = event.target.closest?.("[data-do]");
      if (button) ({ correct, confirm })[button.dataset.do](button.closest(".row"));
    });

    const texts = new Map(rows.map((row) => [row, fold(row.textContent)]));
    const filter = () => {
      const words = fold($("#search").value).split(/\s+/).filter(Boolean), only = $("#only-review").checked;
      const kinds = new Set($$("[data-show]:checked").map((box) => box.dataset.show));
      const says = (row) => words.every((word) => texts.get(row).includes(word));
      const fits = (row) => says(row) && (!only || row.hasAttribute("data-review"));
      let shown = 0;
      for (const page of $$(".page")) {
        let some = false;
        for (const block of $$("[data-block]", page)) {
          let any = false;
          for (const row of $$(".row", block)) {
            const head = row.closest(".group")?.querySelector(".card");
            row.hidden = !(fits(row) || (head && !only && head !== row && says(head)));
            if (!row.hidden) { any = true; shown += 1; }
          }
          for (const group of $$(".group, table.budget", block)) {
            const inner = $$(".row", group).some((row) => !row.hidden), head = $(".card", group);
            group.hidden = !inner;
            if (head && inner) head.hidden = false;
            const table = $("table", group);
            if (table) table.hidden = $$(".row", table).every((row) => row.hidden);
          }
          block.hidden = !any || !kinds.has(block.dataset.block);
          if (!block.hidden) some = true;
        }
        page.hidden = (words.length > 0 || only) && !some;
      }
      for (const [id, box] of boxes) {
        const row = byId.get(id);
        box.style.display = row.hidden || row.closest("[data-block]")?.hidden ? "none" : "";
      }
      $("#shown").textContent = words.length || only ? `${shown} rader visas` : "";
    };
    $(".toolbar").addEventListener("input", filter);
    $("#next").addEventListener("click", () => step(1, toReview));
    const arrive = () => {
      const target = decodeURIComponent(location.hash.slice(1));
      if (target === "granska") { $("#only-review").checked = true; filter(); }
      else go(byId.get(target));
    };
    filter();
    addEventListener("hashchange", arrive);
    if (rows[0]) rows[0].tabIndex = 0;
    arrive();
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, select, textarea, dialog")) {
      if (event.key === "Escape" && event.target.id === "search") { event.target.value = ""; event.target.dispatchEvent(new Event("input", { bubbles: true })); event.target.blur(); }
      return;
    }
    const row = byId.get(lit);
    const act = {
      "/": () => $("#search").focus(),
      "?": () => $("#help").showModal(),
      j: () => step(1), k: () => step(-1),
      n: () => step(1, toReview), p: () => step(-1, toReview),
      r: () => row?.dataset.anchor && correct(row),
      s: () => row?.dataset.anchor && confirm(row),
      g: () => { const box = $("#only-review"); if (box) { box.checked = !box.checked; box.dispatchEvent(new Event("input", { bubbles: true })); } },
      z: () => document.body.classList.toggle("fit"),
    }[event.key];
    if (act) { event.preventDefault(); act(); }
  });

  addEventListener("storage", (event) => { if (event.key === STORE) { read(); showCollected(); } });
  read();
  showCollected();
})();
