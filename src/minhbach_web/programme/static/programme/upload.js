/* A file may be dropped on the zone; the plain file field does the work. */
(() => {
  "use strict";
  const zone = document.querySelector("[data-drop-zone]");
  const input = zone?.querySelector("input[type=file]");
  if (!input) return;
  const said = zone.querySelector("[data-drop-name]");
  const say = () => { said.textContent = input.files.length ? input.files[0].name : ""; };
  const over = (on) => zone.classList.toggle("drop--over", on);
  zone.addEventListener("dragover", (event) => { event.preventDefault(); over(true); });
  zone.addEventListener("dragleave", () => over(false));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    over(false);
    if (event.dataTransfer.files.length !== 1) return;
    input.files = event.dataTransfer.files;
    input.focus();
    say();
  });
  input.addEventListener("change", say);
})();
