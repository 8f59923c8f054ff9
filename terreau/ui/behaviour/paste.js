// A pasted or dropped picture joins the files of the form.
function take(event, data) {
  const form = event.target.closest?.("form[data-paste-images]");
  const input = form?.querySelector("input[type=file]");
  const images = [...(data?.files ?? [])].filter((file) => file.type.startsWith("image/"));
  if (!input || !images.length) return;
  event.preventDefault();
  const all = new DataTransfer();
  for (const file of [...input.files, ...images]) all.items.add(file);
  input.files = all.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

document.addEventListener("paste", (event) => take(event, event.clipboardData));
document.addEventListener("drop", (event) => take(event, event.dataTransfer));
document.addEventListener("change", (event) => {
  const said = event.target.form?.querySelector("[data-files-chosen]");
  if (said && event.target.type === "file") said.textContent = [...event.target.files].map((file) => file.name).join(", ");
});
