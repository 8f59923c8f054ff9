// Markdown → document, from the parser's own tokens. What it cannot say as a document, it throws: nothing is dropped in silence.
import { dialect } from "./dialect.js";

const BLOCKS = { paragraph: "paragraph", heading: "heading", bullet_list: "bulletList", ordered_list: "orderedList", list_item: "listItem", blockquote: "blockquote", table: "table", tr: "tableRow", th: "tableHeader", td: "tableCell" };
const MARKS = { strong: "bold", em: "italic", s: "strike", link: "link" };
const SIDES = { "text-align:left": ":--", "text-align:center": ":-:", "text-align:right": "--:" };

// The nodes of a text, and for each of the outermost ones the lines it came from.
export function read(source, schema) {
  const root = { children: [], spans: [] };
  const open = [root];
  for (const token of dialect.parse(source, {})) {
    const inside = open.at(-1);
    const kind = BLOCKS[token.type.replace(/_(open|close)$/, "")];
    if (kind && token.nesting === 1) open.push({ kind, token, children: [] });
    else if (kind && token.nesting === -1) put(open.pop(), open.at(-1), schema);
    else if (token.type === "inline") inside.children.push(...inline(token, schema));
    else if (/^t(head|body)_/.test(token.type)) continue;
    else leaf(token, inside, schema);
  }
  const doc = schema.nodes.doc.create(null, root.children.length ? root.children : schema.nodes.paragraph.create());
  doc.check();
  return { doc, spans: root.spans };
}

function put(made, into, schema) {
  const { kind, token, children } = made;
  if (kind === "paragraph") into.loose ||= !token.hidden;
  if (kind === "listItem") {
    into.loose ||= made.loose;
    if (children[0]?.type.name !== "paragraph") children.unshift(schema.nodes.paragraph.create());
  }
  if (kind === "tableHeader") into.sides = [...(into.sides ?? []), SIDES[token.attrGet("style")] ?? "---"];
  if (kind === "tableRow") into.sides ??= made.sides;
  add(into, schema.nodes[kind].create(attributes(made), children), token.map);
}

function attributes({ kind, token, loose, sides }) {
  if (kind === "heading") return { level: Number(token.tag[1]) };
  if (kind === "bulletList") return { tight: !loose };
  if (kind === "orderedList") return { tight: !loose, start: Number(token.attrGet("start") ?? 1) };
  if (kind === "table") return { sides: sides.join("|") };
  return null;
}

function add(into, node, lines) {
  into.children.push(node);
  into.spans?.push(lines);
}

function leaf(token, into, schema) {
  const { codeBlock, horizontalRule } = schema.nodes;
  const text = token.content.replace(/\n$/, "");
  if (token.type === "hr") add(into, horizontalRule.create(), token.map);
  else if (token.type === "fence" || token.type === "code_block") add(into, codeBlock.create({ language: token.info || null }, text ? schema.text(text) : null), token.type === "fence" ? token.map : null);
  else throw new Error(`no place for ${token.type}`);
}

function inline(token, schema) {
  const { nodes, marks } = schema;
  const found = [];
  const open = [];
  for (const one of token.children) {
    const name = MARKS[one.type.replace(/_(open|close)$/, "")];
    const held = open.reduce((set, { mark }) => mark.addToSet(set), []);
    const said = (text, more) => text && found.push(schema.text(text, more ?? held));
    if (name && one.nesting === 1) open.push({ mark: marks[name].create({ href: one.attrGet("href"), title: one.attrGet("title") }), since: found.length });
    else if (name && open.pop().since === found.length) throw new Error("a link around nothing");
    else if (name) continue;
    else if (one.type === "text") said(one.content);
    else if (one.type === "code_inline") said(one.content, marks.code.create().addToSet(held));
    else if (one.type === "softbreak" || one.type === "hardbreak") found.push(nodes.hardBreak.create(null, null, held));
    else if (one.type === "picture") found.push(nodes.picture.create({ sign: one.content }, null, held));
    else throw new Error(`no place for ${one.type}`);
  }
  return found;
}
