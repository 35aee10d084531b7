// Saves clicks; everything works without it. Keys (desk.md 3) are off while somebody types.
"use strict";
(() => {
  // Back to the answer of a form opens the form's page: no answer is kept or asked for again.
  const instead = document.body.dataset.instead;
  if (instead) history.replaceState(null, "", instead);

  const errors = document.getElementById("errors");
  if (errors && !document.querySelector("[autofocus]")) errors.focus();

  // A button with data-confirm asks first; the form goes the way it would without.
  document.addEventListener("submit", (event) => {
    const asked = event.submitter && event.submitter.dataset.confirm;
    if (asked && !window.confirm(asked)) event.preventDefault();
  });

  // Pages that watch work reload themselves until the box is ticked.
  const every = Number((document.querySelector("[data-reload]") || { dataset: {} }).dataset.reload || 0);
  if (every) {
    setInterval(() => {
      const paused = document.getElementById("pause-reload");
      if (!(paused && paused.checked)) location.reload();
    }, every * 1000);
  }

  if (document.body.dataset.keys !== "on") return;
  const rows = () => Array.from(document.querySelectorAll("[data-rows] tbody tr"));
  const current = () => rows().findIndex((row) => row.classList.contains("current"));
  const go = (to) => {
    const all = rows();
    if (!all.length) return;
    const at = Math.max(0, Math.min(all.length - 1, to));
    all.forEach((row, number) => row.classList.toggle("current", number === at));
    all[at].scrollIntoView({ block: "nearest" });
  };
  const typing = (target) => target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
  const press = (selector) => {
    const found = document.querySelector(selector);
    if (found) found.click();
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const row = rows()[current()];
    const keys = {
      j: () => go(current() + 1),
      k: () => go(current() - 1),
      x: () => { const box = row && row.querySelector("input[type=checkbox]"); if (box) box.click(); },
      Enter: () => { const link = row && row.querySelector("a"); if (link && event.target === document.body) link.click(); },
      s: () => press("[data-key=s]"),
      d: () => press("[data-key=d]"),
      "/": () => { const box = document.querySelector("input[type=search]"); if (box) { box.focus(); event.preventDefault(); } },
      "?": () => { location.href = "/help/keys/"; },
    };
    if (keys[event.key]) keys[event.key]();
    else if (/^[1-8]$/.test(event.key)) press(`[data-key="${event.key}"]`);
  });
})();
