// Copy an address with one button; the words beside it say that it is done.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-copy]");
  if (!button) return;
  const source = document.getElementById(button.dataset.copy);
  await navigator.clipboard?.writeText(source.value ?? source.textContent.trim());
  button.textContent = button.dataset.copied ?? button.textContent;
});
