// A picture in the text, shown from the files given with the note; one that nobody gave yet is a labelled box.
const keyOf = (name) => name.normalize("NFC").replace(/[^\p{L}\p{N}]/gu, "").toLowerCase(); // as picturing.key_of

function fill(dom, form) {
  const name = dom.dataset.sign.slice(1, -1).replace(/^[^:]*:/, "").trim();
  const file = [...(form?.querySelectorAll("[data-picture]") ?? [])].find((one) => keyOf(one.dataset.picture) === keyOf(name));
  const address = file?.querySelector("img")?.src ?? file?.dataset.small;
  const said = file?.querySelector("[name^=alt_]")?.value || file?.dataset.alt || "";
  if (!address) return dom.replaceChildren(name);
  return dom.replaceChildren(Object.assign(document.createElement("img"), { src: address, alt: said || name, title: said || name, draggable: false }));
}

export function shown(sign, form) {
  const dom = Object.assign(document.createElement("span"), { className: "rich-text__picture" });
  dom.dataset.sign = sign;
  fill(dom, form);
  return dom;
}

// Files came, or were described: what shows them follows.
export function refresh(element) {
  for (const dom of element.querySelectorAll(".rich-text__picture")) fill(dom, element.box.form);
}

// On a line of its own where the caret is, and the caret goes on after it.
export function newPicture(editor, event) {
  event.preventDefault();
  const picture = { type: "picture", attrs: { sign: event.detail } };
  const { $from } = editor.state.selection;
  const { parent } = $from;
  if (parent.type.name !== "paragraph") return editor.chain().focus().insertContent(picture).run();
  const alone = !parent.childCount;
  const at = alone ? { from: $from.before(), to: $from.after() } : $from.after();
  const paragraphs = [{ type: "paragraph", content: [picture] }, { type: "paragraph" }];
  return editor.chain().focus().insertContentAt(at, paragraphs).setTextSelection((alone ? at.from : at) + 4).run();
}
