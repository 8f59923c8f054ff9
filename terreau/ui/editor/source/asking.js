// Where a link leads, asked under the bar; Enter puts it, Escape leaves things as they were.
import { dialect } from "./dialect.js";

const SCHEME = /^([a-z][a-z0-9+.-]*:|\/)/i;

function addressOf(typed) {
  const text = typed.trim();
  if (!text) return "";
  const whole = /^[^\s/@]+@[^\s/@]+$/.test(text) ? `mailto:${text}` : SCHEME.test(text) ? text : `https://${text}`;
  return /^(https?:\/\/.|mailto:.|\/[^/])/i.test(whole) && !/\s/.test(whole) ? dialect.normalizeLink(whole) : null;
}

export function asking(editor, words) {
  const form = Object.assign(document.createElement("div"), { className: "rich-text__ask", hidden: true });
  const label = Object.assign(document.createElement("label"), { textContent: words.address });
  const input = Object.assign(document.createElement("input"), { type: "text", inputMode: "url", maxLength: 500 });
  const wrong = Object.assign(document.createElement("p"), { className: "field__error", role: "alert", hidden: true, textContent: words.wrongAddress });
  const put = button(words.putLink, () => act());
  const drop = button(words.dropLink, () => { editor.chain().focus().extendMarkRange("link").unsetMark("link").run(); shut(); });
  label.append(input);
  form.append(label, put, drop, wrong);

  function shut() { form.hidden = wrong.hidden = true; }
  function act() {
    const href = addressOf(input.value);
    wrong.hidden = href !== null;
    if (href === null) return input.focus();
    if (href) link(editor, href, input.value.trim());
    else editor.commands.focus();
    return shut();
  }
  function open() {
    if (!form.hidden) return shut();
    const chosen = editor.state.doc.textBetween(editor.state.selection.from, editor.state.selection.to);
    input.value = editor.getAttributes("link").href ?? (/^https?:\/\/\S+$/.test(chosen) ? chosen : "");
    drop.hidden = !editor.isActive("link");
    form.hidden = false;
    return input.focus();
  }
  editor.on("focus", shut);
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target === input) { event.preventDefault(); act(); }
    if (event.key === "Escape") { shut(); editor.commands.focus(); }
  });
  return { form, open };
}

// On the words chosen or the link one is in; else the address itself is written.
function link(editor, href, typed) {
  const chain = editor.chain().focus();
  if (editor.isActive("link")) chain.extendMarkRange("link").setMark("link", { href, title: null });
  else if (editor.state.selection.empty) chain.insertContent({ type: "text", text: typed, marks: [{ type: "link", attrs: { href } }] });
  else chain.setMark("link", { href, title: null });
  chain.run();
}

function button(text, act) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "button button--plain", textContent: text });
  made.addEventListener("click", act);
  return made;
}
