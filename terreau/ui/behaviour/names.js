// « @ » and a first letter: the names of people who may read there, as buttons under the box.
const begun = /(?:^|[\s(«])@(\p{L}[\p{L}\p{M}'’ -]{0,40})$/u;
let turn = 0;
let waiting;

document.addEventListener("input", (event) => {
  const box = event.target.closest("textarea[data-mentions]");
  const list = box?.form.querySelector("[data-names]");
  if (!list) return;
  clearTimeout(waiting);
  const found = begun.exec(box.value.slice(0, box.selectionStart));
  if (found) waiting = setTimeout(() => suggest(box, list, found[1]), 200);
  else list.hidden = true;
});

async function suggest(box, list, beginning) {
  const mine = ++turn;
  const address = new URL(box.dataset.mentions, location.href);
  address.searchParams.set("q", beginning);
  const circle = box.form.elements.where?.value;
  if (circle) address.searchParams.set("cercle", circle);
  const answer = await fetch(address, { credentials: "same-origin" }).catch(() => null);
  if (mine !== turn || !answer?.ok) return;
  const { people } = await answer.json();
  list.replaceChildren(...people.map((name) => button(box, list, name, beginning)));
  list.hidden = !people.length;
}

function button(box, list, name, beginning) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button button--plain";
  made.textContent = `@${name}`;
  made.addEventListener("click", () => {
    const start = box.value.lastIndexOf(`@${beginning}`, box.selectionStart);
    if (start >= 0) box.setRangeText(`@${name} `, start, start + beginning.length + 1, "end");
    box.dispatchEvent(new Event("input", { bubbles: true })); // the draft keeps it too
    clearTimeout(waiting);
    list.hidden = true;
    box.focus();
  });
  return made;
}
