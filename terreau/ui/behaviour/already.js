// « Déjà fait ? »: while something new is being written, what already looks like it, after a silence of a second.
let turn = 0;
let waiting;

document.addEventListener("input", (event) => {
  const place = event.target.form?.querySelector("[data-already]");
  if (!place || !["title", "text"].includes(event.target.name)) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => resemble(event.target.form, place), 900);
});

async function resemble(form, place) {
  const mine = ++turn;
  const address = new URL(place.dataset.already, location.href);
  for (const name of ["title", "text"]) address.searchParams.set(name, form.elements[name]?.value.slice(0, 400) ?? "");
  const answer = await fetch(address, { credentials: "same-origin" }).catch(() => null);
  if (mine === turn && answer?.ok) place.innerHTML = await answer.text();
}
