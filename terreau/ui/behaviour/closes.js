// A list that opened over the page closes when one goes elsewhere, or on Escape.
const opened = () => document.querySelectorAll("details[data-closes][open]");
document.addEventListener("click", (event) => {
  for (const details of opened()) if (!details.contains(event.target)) details.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const details of opened()) { details.open = false; details.querySelector("summary").focus(); }
});
