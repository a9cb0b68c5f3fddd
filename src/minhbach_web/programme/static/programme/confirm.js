/* The confirmation page: the item at hand and its sentence stay together. */
(() => {
  "use strict";
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const text = document.getElementById("van-ban");
  const current = () => document.getElementById("ra-soat")?.dataset.current;

  const showSentence = (smooth) => {
    if (!text) return;
    for (const mark of text.querySelectorAll(".mark--current")) mark.classList.remove("mark--current");
    const own = text.querySelectorAll(`[data-ref~="${current()}"]`);
    for (const mark of own) mark.classList.add("mark--current");
    // Only where the text scrolls beside the items; on a phone the page stays where it is.
    if (own.length && text.scrollHeight > text.clientHeight + 8) {
      const top = own[0].getBoundingClientRect().top - text.getBoundingClientRect().top;
      text.scrollTo({ top: text.scrollTop + top - text.clientHeight / 3, behavior: smooth && !still.matches ? "smooth" : "auto" });
    }
  };

  const reveal = (root) => {
    for (const element of root.querySelectorAll("[data-needs-script]")) element.hidden = false;
  };

  document.addEventListener("htmx:afterSettle", () => {
    const review = document.getElementById("ra-soat");
    if (!review) return;
    reveal(review);
    showSentence(true);
    if (!review.querySelector("[data-error-summary]")) review.querySelector("#muc")?.focus();
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-sentence]");
    if (!link || !text || text.scrollHeight <= text.clientHeight + 8) return;
    event.preventDefault();
    showSentence(true);
    text.focus({ preventScroll: true });
  });

  // Enter on the item's heading does the main thing; fields and buttons keep their own Enter.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.id !== "muc") return;
    event.preventDefault();
    document.querySelector("#ra-soat [data-main]")?.click();
  });

  document.addEventListener("DOMContentLoaded", () => {
    showSentence(false);
    if (location.hash === "#muc") document.getElementById("muc")?.focus();
  });
})();
