/* Keeps what is typed into a report on this computer until the site has it. Works without. */
(() => {
  "use strict";
  const read = (key) => { try { return JSON.parse(localStorage.getItem(key)) || {}; } catch { return {}; } };
  const write = (key, kept) => {
    try {
      if (Object.keys(kept).length) localStorage.setItem(key, JSON.stringify(kept));
      else localStorage.removeItem(key);
    } catch { /* storage is full or shut: the page works as before */ }
  };
  const forget = (key) => { try { localStorage.removeItem(key); } catch { /* shut */ } };
  const typed = (field) => field.name && !["hidden", "submit", "button", "file"].includes(field.type);

  document.addEventListener("DOMContentLoaded", () => {
    for (const done of document.querySelectorAll("[data-offline-clear]")) forget(done.dataset.offlineClear);
    const form = document.querySelector("form[data-offline]");
    if (!form) return;
    const key = form.dataset.offline;
    const fields = [...form.elements].filter(typed);
    const kept = read(key);
    const differs = fields.filter((f) => f.name in kept && kept[f.name] !== f.value);
    const notice = document.querySelector("[data-offline-notice]");
    if (notice && differs.length) {
      notice.hidden = false;
      notice.querySelector("[data-offline-restore]").addEventListener("click", () => {
        for (const field of differs) {
          field.value = kept[field.name];
          field.dispatchEvent(new Event("change", { bubbles: true }));
        }
        notice.hidden = true;
        differs[0].focus();
      });
      notice.querySelector("[data-offline-forget]").addEventListener("click", () => {
        forget(key);
        notice.hidden = true;
      });
    }
    form.addEventListener("input", (event) => {
      if (typed(event.target)) write(key, { ...read(key), [event.target.name]: event.target.value });
    });
    document.addEventListener("htmx:afterRequest", (event) => {
      if (!event.detail.successful || !form.contains(event.target)) return;
      const now = read(key);
      for (const field of event.target.querySelectorAll("[name]")) delete now[field.name];
      write(key, now);
    });
  });
})();
