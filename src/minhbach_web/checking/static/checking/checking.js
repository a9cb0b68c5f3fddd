/* Says that the work goes on while a file is read. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-busy]");
  const said = form?.querySelector("[data-busy-said]");
  if (!said) return;
  form.addEventListener("submit", () => { said.hidden = false; });
  window.addEventListener("pageshow", () => { said.hidden = true; });
})();
