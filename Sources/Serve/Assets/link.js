"use strict";
// The linking page: shows the session's key to the server, runs Merge Link, and hands the public token over.
(() => {
  const page = document.getElementById("status");
  const button = document.getElementById("connect");
  const address = `${page.dataset.base}/link/${page.dataset.session}`;
  const key = location.hash.slice(1);
  const lookAgain = { first: 1000, most: 60 };
  let publicToken = null;

  function show(state) {
    page.dataset.state = state;
    button.hidden = !["open", "left", "retry", "away"].includes(state);
    button.textContent = ["retry", "away"].includes(state) ? "Try again" : "Connect";
    // Whoever works without a mouse goes on where the window was closed.
    if (!button.hidden && document.activeElement === document.body) button.focus();
  }

  async function post(what, body) {
    const answer = await fetch(`${address}/${what}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify({ key, ...body }),
    });
    if (answer.status === 404) return { state: "unknown" };
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    return answer.json();
  }

  async function watch() {
    for (let times = 0; times < lookAgain.most; times += 1) {
      await new Promise((done) => setTimeout(done, lookAgain.first * Math.min(5, times + 1)));
      try {
        const { state } = await post("open", {});
        if (state !== "exchanging") return show(state);
      } catch { /* the server is away for a moment: look again */ }
    }
  }

  async function complete() {
    show("exchanging");
    let state;
    try {
      ({ state } = await post("complete", { public_token: publicToken }));
    } catch {
      return show("retry");
    }
    // An open session was not exchanged: the token is still good.
    show(state === "open" ? "retry" : state);
    if (state === "exchanging") watch();
  }

  function prepare(linkToken) {
    if (!window.MergeLink) return show("blocked");
    const settings = {
      linkToken,
      shouldSendTokenOnSuccessfulLink: true,
      onReady: () => show("open"),
      onSuccess: (token) => {
        publicToken = token;
        complete();
      },
      onExit: () => {
        if (publicToken === null) show("left");
      },
    };
    if (page.dataset.api) settings.tenantConfig = { apiBaseURL: page.dataset.api };
    try {
      window.MergeLink.initialize(settings);
    } catch {
      show("blocked");
    }
  }

  button.addEventListener("click", () => {
    if (page.dataset.state === "away") return begin();
    if (publicToken !== null) return complete();
    show("linking");
    window.MergeLink.openLink();
  });

  addEventListener("pagehide", () => window.MergeLink?.closeLink?.());

  async function begin() {
    let session;
    try {
      session = await post("open", {});
    } catch {
      return show("away");
    }
    if (session.state === "open" && session.link_token) return prepare(session.link_token);
    show(session.state === "open" ? "failed" : session.state);
    if (session.state === "exchanging") watch();
  }

  begin();
})();
