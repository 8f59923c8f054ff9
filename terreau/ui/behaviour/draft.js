// What is being typed is kept: on this device at once, and at home when the network allows.
document.addEventListener("input", (event) => {
  const box = event.target.closest("textarea[data-draft]");
  if (!box) return;
  try { sessionStorage.setItem(`draft:${box.dataset.draft}`, box.value); } catch { /* a full or closed store loses nothing typed */ }
  clearTimeout(box.draftTimer);
  box.draftTimer = setTimeout(() => keep(box), 1500);
});

document.addEventListener("focusout", (event) => {
  const box = event.target.closest?.("textarea[data-draft]");
  if (box?.draftTimer) keep(box);
});

function keep(box) {
  clearTimeout(box.draftTimer);
  box.draftTimer = null;
  box.keeping = keepAtHome(box).finally(() => { box.keeping = null; });
}

async function keepAtHome(box) {
  const form = box.form;
  const said = form?.querySelector("[data-draft-state]");
  const token = form?.querySelector("input[name=csrfmiddlewaretoken]");
  if (!token) return;
  const body = new URLSearchParams({ text: box.value, csrfmiddlewaretoken: token.value });
  try {
    const answer = await fetch(box.dataset.draft, { method: "POST", body, credentials: "same-origin", signal: AbortSignal.timeout(5000) });
    if (answer.ok && body.get("text") === box.value) forget(box);
    if (said) said.textContent = answer.ok ? said.dataset.draftState : "";
  } catch {
    if (said) said.textContent = said.dataset.draftAway ?? "";
  }
}

// Safe at home: what stays on this device is only what home does not have yet.
function forget(box) {
  try { sessionStorage.removeItem(`draft:${box.dataset.draft}`); } catch { /* nothing kept, nothing to forget */ }
}

// What is sent is a draft no more: a draft on its way arrives first, else it would come back after the words were said.
document.addEventListener("submit", (event) => {
  for (const box of event.target.querySelectorAll("textarea[data-draft]")) {
    clearTimeout(box.draftTimer);
    box.draftTimer = null;
    if (!box.keeping) { forget(box); continue; }
    event.preventDefault();
    event.stopImmediatePropagation();
    box.keeping.finally(() => event.target.requestSubmit(event.submitter));
    return;
  }
}, true);

for (const box of document.querySelectorAll("textarea[data-draft]")) {
  let kept = null;
  try { kept = sessionStorage.getItem(`draft:${box.dataset.draft}`); } catch { /* no store here */ }
  if (!kept || kept === box.value || (box.value && location.search.includes("citer="))) continue;
  box.value = kept;
  keep(box);
}
