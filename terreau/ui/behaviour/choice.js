// Choosing is submitting: a radio or a list marked data-submit sends its form.
document.addEventListener("change", (event) => {
  if (event.target.closest("[data-submit]")) event.target.form?.requestSubmit();
});
for (const button of document.querySelectorAll("[data-submit] ~ noscript, button[data-without-script]")) button.hidden = true;

// Who will see it follows the place chosen.
document.addEventListener("change", (event) => {
  const said = event.target.form?.querySelector("[data-seen-by]");
  const words = event.target.selectedOptions?.[0]?.dataset.seenBy ?? event.target.dataset.seenBy;
  if (said && words) said.textContent = words;
});
