// Progressive enhancement only: every action works as a plain form or link without this file.
(() => {
  "use strict";
  const all = (what, where = document) => [...where.querySelectorAll(what)];
  const points = (words) => Array.from(words).length;
  const typing = (event) => event.target.closest("input, select, textarea, [contenteditable]") || event.ctrlKey || event.metaKey || event.altKey;

  // Which key is meant: on a keyboard of another script, such as Arabic, its place tells, not its letter.
  const pressed = (event) => (event.key.length > 1 || /[\x20-\x7e]/.test(event.key) ? event.key : event.code.replace("Slash", "/").replace(/^Key/, "")).toLowerCase();

  const light = (item) => {
    all(".lit[data-items], .lit[data-item]").forEach((e) => e.classList.remove("lit"));
    if (!item) return;
    all("[data-items]").filter((e) => e.dataset.items.split(" ").includes(item)).forEach((e) => e.classList.add("lit"));
    all(`[data-item="${CSS.escape(item)}"]`).forEach((e) => e.classList.add("lit"));
  };
  document.addEventListener("mouseover", (event) => {
    const card = event.target.closest("[data-item]");
    const mark = event.target.closest("mark[data-items]");
    if (card) light(card.dataset.item);
    else if (mark) light(mark.dataset.items.split(" ").find((i) => document.getElementById("card-" + i)) || mark.dataset.items.split(" ")[0]);
  });
  document.addEventListener("focusin", (event) => {
    const card = event.target.closest("[data-item]");
    if (card) light(card.dataset.item);
  });
  document.addEventListener("click", (event) => {
    const mark = event.target.closest("mark[data-items]");
    if (!mark || !getSelection().isCollapsed) return;
    const item = mark.dataset.items.split(" ").find((i) => document.getElementById("card-" + i));
    if (item) { const card = document.getElementById("card-" + item); card.scrollIntoView({ block: "nearest" }); light(item); }
  });

  // Walking an article: j and k between cards, Enter between card and words.
  const walk = (step) => {
    const cards = all(".card");
    if (!cards.length) return false;
    const now = cards.indexOf(document.activeElement.closest(".card"));
    const next = cards[Math.min(cards.length - 1, Math.max(0, now + step))];
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
    const ref = document.getElementById("ref-" + next.dataset.item);
    if (ref) ref.scrollIntoView({ block: "center" });
    return true;
  };
  document.addEventListener("keydown", (event) => {
    if (typing(event)) return;
    const key = pressed(event);
    if (key === "j" || key === "k") { if (walk(key === "j" ? 1 : -1)) event.preventDefault(); return; }
    if (key === "enter" && document.activeElement.matches(".card")) {
      const ref = document.getElementById("ref-" + document.activeElement.dataset.item);
      if (ref) { ref.focus(); ref.scrollIntoView({ block: "center" }); event.preventDefault(); }
      return;
    }
    if (key === "/") { document.getElementById("find")?.focus(); event.preventDefault(); return; }
    const at = all("[data-key]").find((e) => e.dataset.key === key);
    if (at) { event.preventDefault(); at.click(); if (at.hash === "#correct") document.querySelector("#correct select, #correct input:not([type=hidden])")?.focus(); }
  });

  // Selecting words: their place in code points of the article, from the pieces the text is shown in.
  const place = (node, offset) => {
    const piece = (node.nodeType === 3 ? node.parentElement : node).closest("[data-s]");
    if (!piece || !piece.closest("[data-text]")) return null;
    if (piece.classList.contains("control")) return Number(piece.dataset.s) + (offset ? 1 : 0);
    const range = document.createRange();
    range.setStart(piece, 0); range.setEnd(node, offset);
    return Number(piece.dataset.s) + points(range.toString());
  };
  let taken = null;
  const shift = () => Number(document.querySelector("[data-text]")?.dataset.shift || 0);
  document.addEventListener("selectionchange", () => {
    const s = getSelection();
    if (!s.rangeCount || s.isCollapsed) return;
    const range = s.getRangeAt(0);
    const start = place(range.startContainer, range.startOffset), end = place(range.endContainer, range.endOffset);
    if (start !== null && end !== null && end > start) taken = { start: start + shift(), end: end + shift(), words: range.toString() };
  });
  document.addEventListener("mousedown", (event) => { if (event.target.closest("[data-take]")) event.preventDefault(); });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-take]");
    if (!button || !taken) return;
    const form = button.closest("form"), field = button.dataset.take;
    form.querySelector(`[data-words="${field}"]`).value = taken.words;
    form.querySelector(`[data-start="${field}"]`).value = taken.start;
    form.querySelector(`[data-end="${field}"]`).value = taken.end;
  });
  document.addEventListener("input", (event) => {
    // Words typed by hand are looked for as they are: the place of an older selection no longer holds.
    const field = event.target.dataset?.words, form = event.target.form;
    if (field) all(`[data-start="${field}"], [data-end="${field}"]`, form).forEach((e) => { e.value = ""; });
  });

  const drop = document.querySelector("[data-drop]");
  if (drop) {
    const area = drop.querySelector(".drop"), files = drop.querySelector("input[type=file]");
    for (const kind of ["dragover", "dragleave", "drop"]) area.addEventListener(kind, (event) => { event.preventDefault(); area.classList.toggle("over", kind === "dragover"); });
    area.addEventListener("drop", (event) => { files.files = event.dataTransfer.files; });
  }
  const show = () => all(".js[hidden]").forEach((e) => { e.hidden = false; });
  show();
  document.addEventListener("htmx:afterSettle", show);
  document.addEventListener("htmx:beforeSwap", (event) => {
    // A refusal is a page of its own: its words are shown, not kept back.
    if (event.detail.isError) Object.assign(event.detail, { shouldSwap: true, isError: false, selectOverride: "#main > *" });
  });
})();
