/* A chosen reference goes in where the cursor stands; without scripts it goes to the end. */
(() => {
  "use strict";
  const field = document.querySelector("#id_text");
  if (!field) return;
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=put]");
    if (!button) return;
    event.preventDefault();
    const at = field.selectionStart;
    const before = field.value.slice(0, at);
    const space = before && !/[\s(“"]$/.test(before) ? " " : "";
    field.setRangeText(space + button.value, at, field.selectionEnd, "end");
    field.focus();
  });
})();
