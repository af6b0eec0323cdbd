"use strict";
// Keys, and pages that come without reloading. Everything works without this file, too.
(() => {
  const off = "contactsync.keys.off";
  const page = () => document.getElementById("page");
  let busy = false;

  // Puts a page that the server sent in place of this one, and says what happened.
  async function swap(response, push) {
    const text = await response.text();
    const next = new DOMParser().parseFromString(text, "text/html");
    const main = next.querySelector("main");
    if (!main) { location.reload(); return; }
    const spoken = main.querySelector("#live");
    const words = spoken ? [...spoken.childNodes] : [];
    const live = document.getElementById("live");
    const header = next.querySelector("header.bar");
    document.querySelector("header.bar")?.remove();
    if (header) document.querySelector("main").before(header);
    document.querySelector("main").replaceChildren(...main.childNodes);
    // The live region itself stays, so that what is put into it is read out.
    if (live) {
      const place = document.getElementById("live");
      if (place && place !== live) { place.replaceWith(live); live.replaceChildren(...words); }
    }
    document.title = next.title;
    const address = response.headers.get("X-Location") || (response.redirected ? response.url : null);
    if (push && address) history.pushState({}, "", address);
    ready();
    document.querySelector("h1")?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }

  async function send(form, button) {
    if (busy) return;
    busy = true;
    document.querySelector("main").classList.add("busy");
    const body = new URLSearchParams(new FormData(form));
    if (button && button.name) body.set(button.name, button.value);
    try {
      const response = await fetch(form.action, {
        method: "POST", body, headers: { "X-Partial": "1" }, credentials: "same-origin",
      });
      await swap(response, true);
    } catch {
      alert("The server cannot be reached. Nothing was saved: try again.");
    } finally {
      busy = false;
      document.querySelector("main").classList.remove("busy");
    }
  }

  async function visit(address, push = true) {
    if (busy) return;
    busy = true;
    try { await swap(await fetch(address, { credentials: "same-origin" }), push); } catch { location.href = address; } finally { busy = false; }
  }

  function choose(rank) {
    const radio = document.querySelector(`input[type=radio][data-rank="${rank}"]`);
    if (!radio) return;
    radio.checked = true;
    show(rank);
  }

  function show(rank) {
    for (const one of document.querySelectorAll(".evidence details")) one.open = one.dataset.rank === String(rank);
  }

  function undo() {
    const form = document.querySelector("[data-notice] form[data-swap]");
    if (form) return send(form);
    const made = document.createElement("form");
    made.action = page().dataset.base + "/review/undo";
    made.method = "post";
    const field = document.createElement("input");
    field.name = "form";
    field.value = page().dataset.form;
    made.append(field);
    return send(made);
  }

  function ready() {
    for (const radio of document.querySelectorAll("input[type=radio][data-rank]")) {
      radio.addEventListener("change", () => show(radio.dataset.rank));
    }
    const help = document.getElementById("help");
    document.getElementById("help-open")?.addEventListener("click", () => help.showModal());
    const box = document.getElementById("keys-off");
    if (box) {
      box.checked = localStorage.getItem(off) === "1";
      box.addEventListener("change", () => localStorage.setItem(off, box.checked ? "1" : "0"));
    }
    for (const select of document.querySelectorAll(".filters select")) {
      select.addEventListener("change", () => select.form.requestSubmit());
    }
  }

  document.addEventListener("submit", event => {
    if (!event.target.matches("form[data-swap]")) return;
    event.preventDefault();
    send(event.target, event.submitter);
  });

  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target.matches("input:not([type=radio]):not([type=checkbox]), textarea, select")) return;
    if (document.querySelector("dialog[open]")) return;
    if (localStorage.getItem(off) === "1" && event.key !== "?") return;
    if (event.key >= "1" && event.key <= "9") { choose(event.key); return; }
    if (event.key === "/") {
      const field = document.getElementById("q");
      if (field) { event.preventDefault(); field.focus(); field.select(); }
      return;
    }
    if (event.key === "?") { document.getElementById("help")?.showModal(); return; }
    if (event.key === "z") { if (page()) undo(); return; }
    const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!target) return;
    event.preventDefault();
    if (target.tagName === "A") visit(target.href); else send(target.form, target);
  });

  window.addEventListener("popstate", () => visit(location.href, false));
  ready();
  document.querySelector(".found a")?.focus();
})();
