"use strict";
// Plays Merge Link in the page: the same calls and callbacks, and an overlay of the page's own instead of Merge's frame.
window.MergeLink = (() => {
  const origin = new URL(document.currentScript.src).origin;
  let settings = null;
  let systems = [];
  let overlay = null;

  async function post(path, body) {
    // Without a header of its own the call is a simple one, as the page's policy for calls is all that it takes.
    const answer = await fetch(`${origin}/link/${path}`, { method: "POST", body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    return answer.json();
  }

  function element(name, properties, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  async function initialize(given) {
    settings = given;
    try {
      ({ integrations: systems } = await post("session", { link_token: settings.linkToken }));
    } catch {
      systems = [];
    }
    settings.onReady?.();
  }

  function openLink(given) {
    if (given) settings = { ...settings, ...given };
    if (overlay || !settings) return;
    const choice = element(
      "select", { id: "merge-link-integration" },
      ...systems.map((system) => element("option", { value: system.slug, textContent: system.name })));
    const words = element("p", { id: "merge-link-words", textContent: "The sandbox plays Merge Link: no password is asked." });
    const connect = element("button", { id: "merge-link-connect", type: "button", textContent: "Connect" });
    const close = element("button", { id: "merge-link-close", type: "button", textContent: "Close" });
    overlay = element(
      "dialog", { id: "merge-link", ariaLabel: "Merge Link (sandbox)" },
      element("h2", { textContent: "Merge Link (sandbox)" }), words,
      element("p", {}, element("label", {}, "Accounting system ", choice)),
      element("p", {}, connect, " ", close));
    connect.disabled = systems.length === 0;
    if (connect.disabled) words.textContent = "This link token is not good any more.";
    connect.addEventListener("click", async () => {
      connect.disabled = true;
      try {
        const order = { link_token: settings.linkToken, integration: choice.value };
        const { public_token: token } = await post("finish", order);
        settings.onSuccess?.(token, { integration: { slug: choice.value } });
        closeLink();
      } catch {
        words.textContent = "The sandbox refused: the link token is used or too old.";
      }
    });
    close.addEventListener("click", closeLink);
    overlay.addEventListener("cancel", (event) => {
      event.preventDefault();
      closeLink();
    });
    document.body.append(overlay);
    overlay.showModal();
  }

  function closeLink() {
    if (!overlay) return;
    overlay.close();
    overlay.remove();
    overlay = null;
    settings.onExit?.();
  }

  return { initialize, openLink, closeLink };
})();
