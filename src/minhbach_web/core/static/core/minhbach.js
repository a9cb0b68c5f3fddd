/* What makes pages quicker to use. Every page works without it. */
(() => {
  "use strict";

  // An error summary takes the focus, so that a screen reader reads it first.
  const showErrors = (root) => {
    const summary = root.querySelector("[data-error-summary]");
    if (summary) summary.focus();
  };

  // A second press on "send" does nothing while the first is under way.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent === "1") {
      event.preventDefault();
      return;
    }
    if (form.method.toLowerCase() === "post" && !form.hasAttribute("data-many")) {
      form.dataset.sent = "1";
      window.setTimeout(() => { delete form.dataset.sent; }, 8000);
    }
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });

  // Nobody is signed in here: what was kept for the last one goes.
  if ("caches" in window && document.querySelector("[data-signed-out]")) caches.delete("nhat-ky").catch(() => {});

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });

  // A group of the menu closes with Escape and with a press anywhere else.
  const closeGroups = (except) => {
    for (const group of document.querySelectorAll(".nav__group[open]")) {
      if (group !== except) group.open = false;
    }
  };
  document.addEventListener("click", (event) => closeGroups(event.target.closest(".nav__group")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const group = event.target.closest(".nav__group[open]");
    if (group) {
      closeGroups(null);
      group.querySelector("summary").focus();
    }
  });

  // A list of choices that sends its form when changed; its button is for those without scripts.
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-autosubmit]");
    if (form) form.requestSubmit();
  });

  document.addEventListener("DOMContentLoaded", () => {
    for (const element of document.querySelectorAll("[data-needs-script]")) element.hidden = false;
    showErrors(document);
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.xhr) delete event.detail.elt.closest?.("form")?.dataset.sent;
    showErrors(event.detail.elt);
  });
})();
