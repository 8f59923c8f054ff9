// A picture given with a text goes where the caret is: the next one not shown yet, or else one is chosen first.
let waiting = null;

function put(box) {
  const { selectionEnd: at, value, form } = box;
  const signs = [...form.querySelectorAll("[data-picture]")].map((one) => `[image : ${one.dataset.picture}]`);
  const said = [...form.querySelectorAll("textarea")].map((one) => one.value).join("\n");
  const next = signs.find((sign, n) => said.split(sign).length <= signs.slice(0, n + 1).filter((one) => one === sign).length);
  if (!next) return false;
  if (!box.dispatchEvent(new CustomEvent("picture-chosen", { detail: next, cancelable: true }))) return true; // a formatted text puts it where its own caret is
  box.setRangeText(`${at && value[at - 1] !== "\n" ? "\n\n" : ""}${next}\n\n`, at, at, "end");
  box.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
}

document.addEventListener("picture", ({ target: box }) => {
  if (put(box)) return;
  waiting = box;
  box.form.querySelector("input[type=file]")?.click();
});
document.addEventListener("attached", () => {
  if (waiting) put(waiting);
  waiting = null;
});
for (const how of ["paste", "drop"]) document.addEventListener(how, (event) => {
  const data = event.clipboardData ?? event.dataTransfer;
  const within = event.target.closest?.("rich-text, [data-toolbar]");
  waiting = (data?.files.length && (within?.querySelector("textarea") ?? within)) || null;
}, true);
