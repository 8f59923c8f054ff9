// A page that follows something live: told of a change, it fetches its parts, and leaves alone what one is typing.
const live = document.querySelector("[data-live]");
const away = live?.querySelector("[data-live-away]");
const HX = { headers: { "HX-Request": "true" }, credentials: "same-origin" };
let minute, fetching = false, again = false, said = "";

function alone(is) { if (away) away.hidden = !is; }

function say(step) {
  const voice = live.querySelector("[data-live-said]");
  const key = step?.dataset.saidKey;
  if (!voice || !key || said.startsWith(key)) return;
  if (said) voice.textContent = step.dataset.said;
  said = key;
}

function show(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  let replaced = 0;
  for (const part of live.querySelectorAll("[data-part]")) {
    const next = fresh.querySelector(`[data-part="${part.dataset.part}"]`);
    if (!next) continue;
    replaced += 1;
    const same = part.dataset.partKey ? part.dataset.partKey === next.dataset.partKey : part.innerHTML === next.innerHTML;
    if (!same) swap(part, next);
    else if (part.dataset.part === "step") Object.assign(part.dataset, next.dataset);
  }
  if (!replaced) { location.reload(); return; }
  stand();
}

// The focus stays on what has the same id, or on what was opened.
function swap(part, next) {
  const focused = part.contains(document.activeElement) ? document.activeElement.id : null;
  const words = part.querySelector("textarea:not([data-sent])")?.value;
  const open = [...part.querySelectorAll("details")].map((one) => one.open);
  part.replaceWith(next);
  next.querySelectorAll("details").forEach((one, at) => { one.open = open[at] ?? one.open; });
  const box = next.querySelector("textarea");
  if (box && words && !box.value) box.value = words;
  if (focused) (document.getElementById(focused) ?? next.querySelector("button, a"))?.focus();
}

// Where the course stands: said once, and looked at again when its words change by themselves.
function stand() {
  const step = live.querySelector('[data-part="step"]');
  const seconds = Number(step?.dataset.again ?? 0);
  say(step);
  clearTimeout(minute);
  if (seconds) minute = setTimeout(look, seconds * 1000 + 200);
}

async function look() {
  if (fetching) { again = true; return; }
  fetching = true;
  try {
    const answer = await fetch(live.dataset.live, HX);
    if (answer.status === 404 || answer.redirected) { location.reload(); return; }
    if (answer.ok) show(await answer.text());
    alone(answer.status >= 500);
  } catch {
    alone(true);
  } finally {
    fetching = false;
    if (again) { again = false; look(); }
  }
}

// A gesture says what it saw, so it may be sent again until it arrives: it counts once.
async function send(form, button, times = 20) {
  const body = new FormData(form, button);
  const box = form.querySelector("textarea");
  form.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(form.action, { ...HX, method: "POST", body: new URLSearchParams(body) });
    if (box && answer.ok) { box.dataset.sent = ""; if (box.value === body.get("text").replaceAll("\r\n", "\n")) box.value = ""; }
    if (answer.ok || answer.status === 422) show(await answer.text());
    else if (answer.status < 500) location.reload();
    alone(answer.status >= 500);
  } catch {
    alone(true);
    if (body.has("seen") && times) setTimeout(() => send(form, button, times - 1), 1000);
  }
  form.removeAttribute("aria-busy");
}

if (live) {
  live.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-live-form]")) return;
    event.preventDefault();
    if (!event.target.hasAttribute("aria-busy")) send(event.target, event.submitter);
  });
  live.addEventListener("stream-change", look);
  live.addEventListener("stream-back", () => { if (away?.hidden === false) look(); });
  live.addEventListener("stream-away", () => alone(true));
  addEventListener("online", look);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
  stand();
}
