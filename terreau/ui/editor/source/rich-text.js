// <rich-text>: a note's text written as it will be read, over the same box, which keeps holding Markdown.
// What would not come back the same, or a failing script, leaves the box as it is.
import { Editor } from "@tiptap/core";
import { bar } from "./bar.js";
import { kinds } from "./kinds.js";
import { pasting } from "./pasting.js";
import { signsPreferred } from "./preference.js";
import { newPicture, refresh, shown } from "./pictures.js";
import { again, opened } from "./survival.js";
import { write } from "./writing.js";

class RichText extends HTMLElement {
  static again = again;

  connectedCallback() {
    this.box ??= this.querySelector("textarea");
    if (!this.box || this.switch) return;
    this.words = JSON.parse(this.box.dataset.toolbar);
    this.switch = Object.assign(document.createElement("button"), { type: "button", className: "rich-text__switch" });
    this.switch.addEventListener("click", () => this.choose());
    this.said = Object.assign(document.createElement("p"), { className: "hint", role: "status" });
    this.append(this.switch, this.said);
    this.box.addEventListener("picture-chosen", (event) => this.editor && newPicture(this.editor, event));
    this.box.labels[0]?.addEventListener("click", () => this.editor?.commands.focus());
    addEventListener("pageshow", () => this.editor && this.box.value !== this.last && this.format());
    document.addEventListener("attached", () => this.editor && refresh(this));
    this.box.form?.addEventListener("input", (event) => event.target.name?.startsWith("alt_") && this.editor && refresh(this));
    this[signsPreferred() ? "plain" : "format"]();
  }

  choose() {
    const signs = Boolean(this.editor);
    signsPreferred(signs);
    for (const one of document.querySelectorAll("rich-text")) one[signs ? "plain" : "format"]();
    (this.editor?.view.dom ?? this.box).focus();
  }

  plain(why = "") {
    this.editor?.destroy();
    this.editor = null;
    for (const one of this.querySelectorAll(".rich-text__bar, .rich-text__page")) one.remove();
    this.show(false, why);
  }

  format() {
    this.plain();
    const page = Object.assign(document.createElement("div"), { className: "rich-text__page note__words" });
    try {
      this.editor = new Editor({
        element: page,
        injectCSS: false,
        extensions: kinds((sign) => shown(sign, this.box.form)),
        onBeforeCreate: ({ editor }) => { editor.options.content = this.open(editor.schema); },
        onUpdate: () => this.keep(),
        onBlur: () => this.box.dispatchEvent(new FocusEvent("focusout", { bubbles: true })),
        editorProps: { attributes: this.named(), ...pasting(() => this.editor.schema) },
      });
    } catch { return this.plain(this.words.plainOnly); }
    page.dataset.rows = this.box.rows > 6 ? "many" : "few";
    this.box.after(bar(this.editor, this.words, this.box), page);
    this.show(true);
    return this.editor;
  }

  // The box's words as a document, once it is sure that they come back the same.
  open(schema) {
    this.source = this.last = this.box.value;
    const { doc, kept, first } = opened(this.source, schema);
    Object.assign(this, { kept, first });
    return doc;
  }

  // Only what changed is written, and what was changed back is as it was.
  keep() {
    const text = write(this.editor.state.doc, this.kept);
    this.last = text === this.first ? this.source : text;
    if (this.last === this.box.value) return;
    this.box.value = this.last;
    this.box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  show(formatted, why = "") {
    this.box.hidden = formatted;
    const signs = this.querySelector(".toolbar:not(.rich-text__bar)");
    if (signs) signs.hidden = formatted;
    this.switch.textContent = formatted ? this.words.signs : this.words.formatted;
    this.switch.hidden = Boolean(why);
    this.said.textContent = why;
  }

  named() {
    const label = this.box.labels[0];
    if (label) label.id ||= `${this.box.id}_label`;
    const described = ["aria-describedby", "aria-invalid"].filter((name) => this.box.hasAttribute(name));
    const more = Object.fromEntries(described.map((name) => [name, this.box.getAttribute(name)]));
    return { role: "textbox", "aria-multiline": "true", "aria-labelledby": label?.id ?? "", lang: this.box.closest("[lang]").lang, ...more };
  }
}

customElements.define("rich-text", RichText);
