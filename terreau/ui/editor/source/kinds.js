// What a note may hold: exactly what the server's Markdown can say, no more. Pasted text keeps that, and loses the rest.
import { Mark, Node, mergeAttributes } from "@tiptap/core";
import Blockquote from "@tiptap/extension-blockquote";
import Bold from "@tiptap/extension-bold";
import Code from "@tiptap/extension-code";
import CodeBlock from "@tiptap/extension-code-block";
import Document from "@tiptap/extension-document";
import HardBreak from "@tiptap/extension-hard-break";
import Heading from "@tiptap/extension-heading";
import HorizontalRule from "@tiptap/extension-horizontal-rule";
import Italic from "@tiptap/extension-italic";
import { BulletList, ListItem, OrderedList } from "@tiptap/extension-list";
import Paragraph from "@tiptap/extension-paragraph";
import Strike from "@tiptap/extension-strike";
import Text from "@tiptap/extension-text";
import { Dropcursor, Gapcursor, TrailingNode, UndoRedo } from "@tiptap/extensions";
import { tables } from "./tables.js";

const SAFE = /^(https?:|mailto:|\/(?!\/))/i;
const LINE = "(text | picture)*";

// A list whose items stand apart says so in its source; one made here is tight.
const spaced = { addAttributes() { return { ...this.parent?.(), tight: { default: true, rendered: false } }; } };

// One size of heading, one rank below the title of the page; a level that was typed is kept. No line ends inside.
const Subheading = Heading.extend({ content: LINE, renderHTML: () => ["h2", 0] }).configure({ levels: [2, 1, 3, 4, 5, 6] });

// Tab goes on to the next field, as everywhere; Ctrl+] and Ctrl+[ move an item in and out.
const Item = ListItem.extend({
  addKeyboardShortcuts() {
    const act = (name) => () => this.editor.commands[name](this.name);
    return { Enter: act("splitListItem"), "Mod-]": act("sinkListItem"), "Mod-[": act("liftListItem") };
  },
});

const Link = Mark.create({
  name: "link",
  priority: 1000,
  inclusive: false,
  addAttributes() { return { href: {}, title: { default: null } }; },
  parseHTML() { return [{ tag: "a[href]", getAttrs: (a) => (SAFE.test(a.getAttribute("href")) ? { href: a.getAttribute("href") } : false) }]; },
  renderHTML({ HTMLAttributes }) { return ["a", mergeAttributes(HTMLAttributes, { rel: "noopener" }), 0]; },
});

// « [image : atelier.jpg] »: the sign is what is kept; what it looks like is asked of the page.
const picture = (look) => Node.create({
  name: "picture",
  group: "inline",
  inline: true,
  atom: true,
  addAttributes() { return { sign: {} }; },
  parseHTML() { return [{ tag: "span[data-sign]", getAttrs: (one) => ({ sign: one.dataset.sign }) }]; },
  renderHTML({ node }) { return ["span", { "data-sign": node.attrs.sign }, node.attrs.sign]; },
  renderText({ node }) { return node.attrs.sign; },
  addNodeView() { return ({ node }) => ({ dom: look(node.attrs.sign) }); },
});

export const kinds = (look) => [
  Document, Paragraph, Text, HardBreak, Subheading, BulletList.extend(spaced), OrderedList.extend(spaced), Item, Blockquote,
  CodeBlock, HorizontalRule, Link, Bold, Italic, Strike, Code.extend({ excludes: "" }), picture(look), ...tables,
  UndoRedo, Gapcursor, Dropcursor.configure({ color: false, class: "rich-text__drop" }), TrailingNode,
];
