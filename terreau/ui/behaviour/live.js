// A page that follows something live: told of a change, it fetches its parts, and leaves alone what one is typing.
// What one sends is sent by live-send.js, which tells this page what came of it by « live-answer ».
const live = document.querySelector("[data-live]");
const away = live?.querySelector("[data-live-away]");
const HX = { headers: { "HX-Request": "true" }, credentials: "same-origin" };
let minute, fetching = false, again = false, said = "";

function reload() { if (!live.going) location.reload(); }
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
  let found = 0;
  for (const part of live.querySelectorAll("[data-part]")) {
    const next = fresh.querySelector(`[data-part="${part.dataset.part}"]`);
    if (!next) continue;
    found += 1;
    if (differs(part, next)) swap(part, next);
    else if (part.dataset.part === "step") Object.assign(part.dataset, next.dataset);
  }
  if (found) stand();
  else reload();
}

function differs(part, next) {
  if (part.dataset.partKey) return part.dataset.partKey !== next.dataset.partKey;
  return part.innerHTML !== next.innerHTML;
}

// The focus stays on what has the same id, or on what was opened.
function swap(part, next) {
  const focused = part.contains(document.activeElement) ? document.activeElement.id : null;
  const words = unsent(part.querySelector("textarea")?.value ?? "");
  const open = [...part.querySelectorAll("details")].map((one) => one.open);
  part.replaceWith(next);
  next.querySelectorAll("details").forEach((one, at) => { one.open = open[at] ?? one.open; });
  const box = next.querySelector("textarea");
  if (box) box.value = words || unsent(box.value);
  if (focused) (document.getElementById(focused) ?? next.querySelector("button, a"))?.focus();
}

// What was typed, without the words that are on their way: the change they make may come before their answer.
function unsent(words) {
  return live.leaving && words.startsWith(live.leaving) ? words.slice(live.leaving.length).trimStart() : words;
}

// The words that left were taken; or they were not, and come back where they were typed.
function settle(taken) {
  const box = live.querySelector("textarea");
  if (box && live.leaving) box.value = taken ? unsent(box.value) : box.value || live.leaving;
  if (!taken) live.leaving = null;
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
  if (live.going) return;
  if (fetching) { again = true; return; }
  fetching = true;
  try {
    const answer = await fetch(live.dataset.live, HX);
    if (answer.status === 404 || answer.redirected) { reload(); return; }
    if (answer.ok) show(await answer.text());
    alone(answer.status >= 500);
  } catch {
    alone(true);
  } finally {
    fetching = false;
    if (again) { again = false; look(); }
  }
}

if (live) {
  live.addEventListener("live-answer", ({ detail }) => {
    settle(detail.taken);
    if (detail.page) show(detail.page);
    alone(detail.away);
  });
  live.addEventListener("stream-back", () => { if (away?.hidden === false) look(); });
  for (const [where, what] of [[live, "stream-away"], [window, "offline"]]) where.addEventListener(what, () => alone(true));
  for (const [where, what] of [[live, "stream-change"], [window, "online"]]) where.addEventListener(what, look);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
  stand();
}
