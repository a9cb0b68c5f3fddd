/* An activity outlives a lost connection: kept on this device until the site has it. */
(() => {
  "use strict";
  const find = (name) => document.querySelector(`[data-log-${name}]`);
  const show = (name, on = true) => { const e = find(name); if (e) e.hidden = !on; };
  const draft = (key) => `log-${key}`;
  const read = (key) => { try { return JSON.parse(localStorage.getItem(draft(key))); } catch { return null; } };
  const write = (key, value) => { try { localStorage.setItem(draft(key), JSON.stringify(value)); } catch { /* full or shut */ } };
  const forget = (key) => { try { localStorage.removeItem(draft(key)); } catch { /* shut */ } };
  const typed = (f) => f.name && !["hidden", "submit", "button", "file"].includes(f.type);

  // The entries that wait, photos included, one row each under its key.
  const store = (mode, act) => new Promise((resolve, reject) => {
    const open = indexedDB.open("minhbach-log", 1);
    open.onupgradeneeded = () => open.result.createObjectStore("waiting", { keyPath: "key" });
    open.onerror = () => reject(open.error);
    open.onsuccess = () => {
      const db = open.result;
      const deal = db.transaction("waiting", mode);
      const asked = act(deal.objectStore("waiting"));
      deal.oncomplete = () => { db.close(); resolve(asked.result); };
      deal.onabort = () => { db.close(); reject(deal.error); };
    };
  });
  const uuid = () => {
    const b = crypto.getRandomValues(new Uint8Array(16));
    b[6] = (b[6] & 15) | 64; b[8] = (b[8] & 63) | 128;
    const hex = [...b].map((n) => n.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };

  const restore = (form, pairs) => {
    for (const f of [...form.elements].filter(typed)) {
      const given = pairs.filter(([name]) => name === f.name).map(([, value]) => value);
      if (f.type === "radio" || f.type === "checkbox") f.checked = given.includes(f.value);
      else if (given.length) f.value = given[0];
    }
    choose(form);
  };
  const values = (form) => [...new FormData(form)].filter(([name, v]) => typeof v === "string" && !["csrfmiddlewaretoken", "key"].includes(name));

  // Only the counts of the chosen kind; the others are neither shown nor sent.
  const choose = (form) => {
    const kind = form.querySelector("input[name=kind]:checked");
    for (const row of form.querySelectorAll("[data-kinds]")) {
      const input = row.querySelector("input");
      const asked = !kind || row.dataset.kinds.split(" ").includes(kind.value) || input.getAttribute("aria-invalid");
      row.hidden = !asked;
      input.disabled = !asked;
    }
  };

  const waits = async (user) => (await store("readonly", (s) => s.getAll())).filter((row) => row.user === user);
  const count = async (user) => {
    const n = (await waits(user)).length;
    const place = find("count");
    if (place) place.textContent = n ? `(${n})` : "";
    show("waiting", n > 0);
    return n;
  };

  let sending = false;
  const sendAll = async (form, user) => {
    if (sending || !form) return;
    sending = true;
    try {
      for (const row of await waits(user)) {
        const data = new FormData();
        for (const [name, value] of row.pairs) data.append(name, value);
        data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
        const answer = await fetch(form.action, { method: "POST", body: data, credentials: "same-origin" });
        const path = new URL(answer.url).pathname;
        if (answer.ok && answer.redirected && /\/\d+\/$/.test(path)) {
          await store("readwrite", (s) => s.delete(row.key));
          show("sent");
        } else if (answer.redirected) {
          show("login");
          break;
        } else if (answer.status === 422 || answer.status === 404) {
          await store("readwrite", (s) => s.delete(row.key));
          restore(form, row.pairs.filter(([, v]) => typeof v === "string"));
          form.elements.key.value = row.key;
          show("refused");
          break;
        } else break;
      }
    } catch { /* still no connection */ } finally { sending = false; }
    await count(user);
  };

  const keep = async (form, user) => {
    const pairs = [...new FormData(form)].filter(([name, v]) => name !== "csrfmiddlewaretoken" && !(v instanceof File && !v.size));
    await store("readwrite", (s) => s.put({ key: form.elements.key.value, user, pairs }));
    forget(form.dataset.log);
    form.reset();
    form.elements.key.value = uuid();
    choose(form);
    await count(user);
    find("waiting").scrollIntoView();
  };

  const drawn = () => new Promise((done) => {
    if (document.readyState === "complete") done();
    else window.addEventListener("load", done, { once: true });
  }).then(() => document.fonts.ready);
  const icons = () => [...document.querySelectorAll("link[rel~=icon]")].map((link) => link.href);
  const drawnWith = () => [...new Set([...performance.getEntriesByType("resource").map((e) => e.name), ...icons()])]
    .filter((url) => url.startsWith(`${location.origin}/static/`));

  document.addEventListener("DOMContentLoaded", () => {
    for (const done of document.querySelectorAll("[data-log-clear]")) forget(done.dataset.logClear);
    const any = document.querySelector("form.log");
    if (!any) return;
    choose(any);
    any.addEventListener("change", (event) => {
      if (event.target.name !== "kind") return;
      choose(any);
      for (const row of any.querySelectorAll("[data-first]")) {
        const input = row.querySelector("input");
        if (!input.value && row.dataset.first.split(" ").includes(event.target.value)) input.value = "1";
      }
    });
    any.addEventListener("click", (event) => {
      const fill = event.target.closest("[data-fill]");
      if (!fill) return;
      const input = fill.closest("[data-kinds]").querySelector("input");
      input.value = fill.dataset.fill;
      input.dispatchEvent(new Event("input", { bubbles: true }));
      input.focus();
    });
    const form = document.querySelector("form[data-log]");
    if (!form) return;
    const key = form.dataset.log;
    const user = key.split("-")[0];
    const begun = read(key);
    if (begun && !("logBound" in form.dataset) && !location.search.includes("nhu=")) {
      restore(form, begun);
      show("restored");
    }
    find("forget").addEventListener("click", () => { forget(key); form.reset(); choose(form); show("restored", false); });
    form.addEventListener("input", () => write(key, values(form)));
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (form.dataset.sent) return;
      if (navigator.onLine) {
        try {
          await fetch(form.dataset.logPing, { cache: "no-store" });
          form.submit();
          return;
        } catch { /* no connection after all */ }
      }
      try { await keep(form, user); delete form.dataset.sent; } catch { form.submit(); }
    });
    find("send").addEventListener("click", () => sendAll(form, user));
    window.addEventListener("online", () => sendAll(form, user));
    if ("serviceWorker" in navigator) {
      navigator.serviceWorker.register(form.dataset.logWorker)
        .then(() => Promise.all([navigator.serviceWorker.ready, drawn()]))
        .then(([ready]) => ready.active.postMessage({ files: drawnWith() }))
        .catch(() => { /* not here: the page needs its connection */ });
    }
    if ("indexedDB" in window) count(user).then((n) => n && sendAll(form, user)).catch(() => {});
  });
})();
