// A form of a live page is sent without leaving it; live.js, which shows what is there, hears « live-answer »:
// `page` to show, whether the words were `taken`, whether the server is `away`. What leaves is `leaving` meanwhile.
const live = document.querySelector("[data-live]");
const tell = (detail) => live.dispatchEvent(new CustomEvent("live-answer", { detail }));

// A gesture says what it saw, so it may be sent again until it arrives: it counts once.
async function send(form, button, times = 20) {
  const body = new FormData(form, button);
  live.leaving = body.get("text")?.replaceAll("\r\n", "\n") || null;
  form.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      headers: { "HX-Request": "true" },
      credentials: "same-origin",
      body: new URLSearchParams(body),
    });
    const page = await answer.text();
    const shown = answer.ok || answer.status === 422;
    tell({ page: shown && page, taken: answer.ok, away: answer.status >= 500 });
    if (!shown && answer.status < 500) location.reload();
  } catch {
    tell({ page: null, taken: false, away: true });
    if (body.has("seen") && times) setTimeout(() => send(form, button, times - 1), 1000);
  }
  live.leaving = null;
  form.removeAttribute("aria-busy");
}

// Another form leads to another page: while it is on its way, what changes here must not stop it by a reload.
function lead() {
  live.going = true;
  setTimeout(() => { live.going = false; }, 9000);
}

live?.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-live-form]")) { lead(); return; }
  event.preventDefault();
  if (!event.target.hasAttribute("aria-busy")) send(event.target, event.submitter);
});
