// A few buttons over a box, for who knows no markup: they write it. Without a script the box and its two lines of help stay.
const LINES = { list: () => "- ", steps: (n) => `${n + 1}. `, quote: () => "> ", heading: () => "## " };
const ROUND = { bold: "**", italic: "*" };

for (const box of document.querySelectorAll("textarea[data-toolbar]")) {
  const words = JSON.parse(box.dataset.toolbar);
  const bar = document.createElement("div");
  bar.className = "toolbar";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", words.label);
  bar.setAttribute("aria-controls", box.id);
  for (const [what, sign] of words.buttons) bar.append(button(box, what, words[what], sign));
  bar.firstElementChild.tabIndex = 0;
  bar.addEventListener("keydown", (event) => walk(event, bar));
  box.before(bar);
  box.addEventListener("keydown", (event) => goOn(event, box));
}

function button(box, what, name, sign) {
  const made = document.createElement("button");
  made.type = "button";
  made.tabIndex = -1;
  made.className = `toolbar__button toolbar__button--${what}`;
  made.textContent = sign;
  made.setAttribute("aria-label", name);
  made.title = name;
  made.addEventListener("click", () => act(box, what));
  return made;
}

// One stop of the keyboard for the whole bar; arrows walk in it.
function walk(event, bar) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const all = [...bar.children];
  const next = all[(all.indexOf(document.activeElement) + step + all.length) % all.length];
  for (const one of all) one.tabIndex = one === next ? 0 : -1;
  next.focus();
  event.preventDefault();
}

function act(box, what) {
  const { selectionStart: from, selectionEnd: to, value } = box;
  if (ROUND[what]) put(box, from, to, `${ROUND[what]}${value.slice(from, to)}${ROUND[what]}`, ROUND[what].length);
  else if (what === "link") link(box, from, to);
  else if (what === "picture") box.dispatchEvent(new Event("picture", { bubbles: true }));
  else if (what === "table") table(box, value.indexOf("\n", to), value);
  else lines(box, from, to, LINES[what]);
  box.focus();
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

// After the line one is in, never in place of words.
function table(box, end, value) {
  const at = end < 0 ? value.length : end;
  put(box, at, at, `${at ? "\n\n" : ""}|  |  |\n|---|---|\n|  |  |\n`, at ? 4 : 2);
}

function put(box, from, to, text, inside) {
  box.setRangeText(text, from, to, "end");
  if (from === to) box.setSelectionRange(from + inside, from + inside);
  else box.setSelectionRange(from, from + text.length);
}

function link(box, from, to) {
  const chosen = box.value.slice(from, to);
  const address = /^https?:/.test(chosen) ? chosen : "https://";
  const name = address === chosen ? "" : chosen;
  box.setRangeText(`[${name}](${address})`, from, to, "end");
  const at = name ? from + name.length + 3 + address.length : from + 1;
  box.setSelectionRange(at, at);
}

function lines(box, from, to, sign) {
  const start = box.value.lastIndexOf("\n", from - 1) + 1;
  const text = box.value.slice(start, to).split("\n").map((line, n) => sign(n) + line.replace(/^(- |> |## |\d+\. )/, "")).join("\n");
  box.setRangeText(text, start, to, "end");
}

// Enter goes on with the list, and on an empty line leaves it.
function goOn(event, box) {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || box.selectionStart !== box.selectionEnd) return;
  const at = box.selectionStart;
  const start = box.value.lastIndexOf("\n", at - 1) + 1;
  const found = /^(- |(\d+)\. )(.*)$/.exec(box.value.slice(start, at));
  if (!found) return;
  event.preventDefault();
  if (found[3]) box.setRangeText(`\n${found[2] ? `${Number(found[2]) + 1}. ` : "- "}`, at, at, "end");
  else box.setRangeText("\n", start, at, "end");
  box.dispatchEvent(new Event("input", { bubbles: true }));
}
