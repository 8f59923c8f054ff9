// The buttons over the page: one stop of the keyboard, arrows walk in it; what holds at the caret is pressed.
import { asking } from "./asking.js";
import { newTable, onTables } from "./tables.js";

const on = (name) => (editor) => editor.chain().focus().command(({ state, dispatch }) => onTables[name](state, dispatch)).run();
const toggle = (name, ...more) => (editor) => editor.chain().focus()[`toggle${name}`](...more).run();
const can = (name, ...more) => (editor) => editor.can()[`toggle${name}`](...more);

const step = (name) => ({ act: (editor) => editor.chain().focus()[name]().run(), can: (editor) => editor.can()[name]() });
const rank = (name) => ({
  act: (editor) => editor.chain().focus()[name]("listItem").run(),
  can: (editor) => editor.can()[name]("listItem"),
  in: (editor) => editor.isActive("listItem"),
});
const inTable = (editor) => onTables.inTable(editor.state);

const ACTS = {
  undo: step("undo"),
  redo: step("redo"),
  bold: { act: toggle("Bold"), is: "bold", can: can("Bold") },
  italic: { act: toggle("Italic"), is: "italic", can: can("Italic") },
  heading: { act: toggle("Heading", { level: 2 }), is: "heading", can: can("Heading", { level: 2 }) },
  list: { act: toggle("BulletList"), is: "bulletList", can: can("BulletList") },
  steps: { act: toggle("OrderedList"), is: "orderedList", can: can("OrderedList") },
  quote: { act: toggle("Blockquote"), is: "blockquote", can: can("Blockquote") },
  link: { is: "link" },
  table: { act: putTable, can: (editor) => !inTable(editor) },
  picture: {},
  deeper: rank("sinkListItem"),
  outer: rank("liftListItem"),
  addRow: { act: on("addRow"), in: inTable },
  addColumn: { act: on("addColumn"), in: inTable },
  dropRow: { act: on("dropRow"), in: inTable },
  dropColumn: { act: on("dropColumn"), in: inTable },
};

// After the block one is in, never in place of words; the caret goes into the first head.
function putTable(editor) {
  const { $from } = editor.state.selection;
  const at = $from.depth ? $from.after(1) : editor.state.doc.content.size;
  const alone = $from.depth === 1 && $from.parent.type.name === "paragraph" && !$from.parent.childCount;
  const from = alone ? $from.before(1) : at;
  editor.chain().focus().insertContentAt({ from, to: at }, [newTable(editor.schema).toJSON()]).setTextSelection(from + 3).run();
}

export function bar(editor, words, box) {
  const made = Object.assign(document.createElement("div"), { className: "toolbar rich-text__bar" });
  made.setAttribute("role", "toolbar");
  made.setAttribute("aria-label", words.label);
  const ask = asking(editor, words);
  const acts = { ...ACTS, link: { ...ACTS.link, act: ask.open }, picture: { act: () => box.dispatchEvent(new Event("picture", { bubbles: true })) } };
  for (const [what, sign] of [...words.buttons, ...words.placeButtons]) made.append(button(editor, acts[what], what, sign, words[what]));
  made.firstElementChild.tabIndex = 0;
  made.addEventListener("keydown", (event) => walk(event, made));
  editor.on("transaction", () => press(made, editor, acts));
  press(made, editor, acts);
  const whole = Object.assign(document.createElement("div"), { className: "rich-text__bar" });
  whole.append(made, ask.form);
  return whole;
}

function button(editor, { act, is }, what, sign, name) {
  const made = Object.assign(document.createElement("button"), { type: "button", tabIndex: -1, textContent: sign, title: name });
  made.className = `toolbar__button toolbar__button--${what}`;
  made.dataset.act = what;
  made.setAttribute("aria-label", name);
  if (is) made.setAttribute("aria-pressed", "false");
  made.addEventListener("mousedown", (event) => event.preventDefault()); // the caret stays where it is
  made.addEventListener("click", () => made.getAttribute("aria-disabled") !== "true" && act(editor));
  return made;
}

function press(made, editor, acts) {
  for (const one of made.children) {
    const { is, can: may, in: there } = acts[one.dataset.act];
    if (is) one.setAttribute("aria-pressed", String(editor.isActive(is)));
    if (may) one.setAttribute("aria-disabled", String(!may(editor) && !(is && editor.isActive(is))));
    if (there) one.hidden = !there(editor);
  }
}

function walk(event, made) {
  const shown = [...made.children].filter((one) => !one.hidden);
  const at = shown.indexOf(document.activeElement);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
  if (to === undefined) return;
  const next = shown.at(to % shown.length);
  for (const one of made.children) one.tabIndex = one === next ? 0 : -1;
  next.focus();
  event.preventDefault();
}
