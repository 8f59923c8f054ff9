// Document → Markdown. What nobody touched is written back letter for letter; the rest is read again before it is trusted.
import { block, isEmpty, isList } from "./blocks.js";
import { read } from "./reading.js";

const STYLES = [{ italic: "*" }, { italic: "_" }, { italic: "*", bare: true }, { italic: "_", bare: true }];

// What is known of each block: the lines it came from and what followed it; a block made again as it was is known again.
export class Kept {
  constructor(source = "", doc = null, spans = []) {
    const lines = source.split("\n");
    this.known = new WeakMap();
    this.read = spans.map((span, n) => {
      const text = span && lines.slice(...span).join("\n").trimEnd();
      return text && !/^\s/.test(text) ? { node: doc.child(n), text, span } : null; // what leans to the right means something else under another block
    });
    this.read.forEach((one, n) => {
      const next = this.read[n + 1];
      if (one && next) Object.assign(one, { next, gap: "\n".repeat(next.span[0] - one.span[0] - one.text.split("\n").length + 1) });
    });
  }

  of(node) {
    if (!this.known.has(node)) this.known.set(node, this.read.find((one) => one?.node.eq(node)) ?? { text: made(node, 0) });
    return this.known.get(node);
  }
}

export function write(doc, kept = new Kept()) {
  let out = "";
  let above = null;
  doc.forEach((node) => {
    if (isEmpty(node)) return;
    const held = kept.of(node);
    const meets = above?.node.type === node.type && isList(node) && lastMarker(out) === markerOf(held.text);
    const text = meets ? made(node, "-.".includes(markerOf(held.text)) ? 1 : 0) : held.text;
    out += `${above ? (above.held.next === held ? above.held.gap : "\n\n") : ""}${text}`;
    above = { node, held };
  });
  return out;
}

const markerOf = (text) => /^(?:([-*+])|\d+([.)]))(?:\s|$)/.exec(text)?.slice(1).join("");
const lastMarker = (out) => out.split("\n").map(markerOf).findLast(Boolean);

// The first way of writing it that reads back as the same thing.
function made(node, other) {
  return STYLES.map((style) => block(node, style, other)).find((text) => readsAs(text, node)) ?? block(node, STYLES[0], other);
}

function readsAs(text, node) {
  try {
    const { doc } = read(text, node.type.schema);
    return doc.childCount === 1 && doc.child(0).eq(node);
  } catch { return false; }
}
