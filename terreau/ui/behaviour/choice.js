// Choosing is submitting: a radio or a list marked data-submit sends its form.
document.addEventListener("change", (event) => {
  if (event.target.closest("[data-submit]")) event.target.form?.requestSubmit();
});
for (const button of document.querySelectorAll("[data-submit] ~ noscript, button[data-without-script]")) button.hidden = true;

// Who will see it follows the place chosen; without a script the sentence covers every place.
function sayWhoSees(field) {
  const words = (field.selectedOptions?.[0] ?? field).dataset?.seenBy;
  const said = field.form?.querySelector(".seen-by span");
  if (said && words) said.textContent = words;
}
document.addEventListener("change", (event) => sayWhoSees(event.target));
for (const field of document.querySelectorAll("select:has([data-seen-by]), input[data-seen-by]:checked")) sayWhoSees(field);
