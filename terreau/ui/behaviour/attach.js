// Files join the message at once, to be seen and described before it leaves; without a script they travel with it.
document.addEventListener("change", async (event) => {
  const input = event.target;
  const list = input.dataset?.attach && input.form?.querySelector("[data-attached]");
  if (!list || !input.files.length) return;
  const body = new FormData();
  body.append("csrfmiddlewaretoken", input.form.elements.csrfmiddlewaretoken.value);
  for (const file of input.files) body.append("upload", file);
  list.closest("details")?.setAttribute("open", "");
  list.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(input.dataset.attach, { method: "POST", body, credentials: "same-origin" });
    if (answer.ok || answer.status === 422) {
      for (const said of list.querySelectorAll(".field__error")) said.remove();
      list.insertAdjacentHTML("beforeend", await answer.text());
      if (answer.ok) input.value = ""; // what was refused stays chosen: sending the form says it again, and saves nothing
      list.dispatchEvent(new Event("attached", { bubbles: true }));
    }
  } catch { /* no network: they stay chosen, and leave with the message */ }
  list.removeAttribute("aria-busy");
});
