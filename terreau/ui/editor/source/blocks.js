// A block and what stands in it → Markdown. `style` says how; `other`, that the list above has the first marker already.
import { sentence } from "./sentence.js";

const LISTS = ["bulletList", "orderedList"];
const JOINS = ["bulletList", "orderedList", "blockquote", "codeBlock", "heading"];

export const isEmpty = (node) => node.type.name === "paragraph" && !node.content.content.some((one) => !one.isText ? one.type.name === "picture" : one.text.trim());
export const isList = (node) => LISTS.includes(node?.type.name);

export function block(node, style, other = 0) {
  const { name } = node.type;
  if (name === "paragraph") return sentence(node, style);
  if (name === "heading") return `${"#".repeat(node.attrs.level)} ${sentence(node, style, false).trim().replace(/(^|\s)(#+)$/, "$1\\$2")}`;
  if (name === "horizontalRule") return "---";
  if (name === "codeBlock") return fenced(node);
  if (name === "blockquote") return blocks(node, style, () => "\n\n").replace(/^(?=.)/gm, "> ").replace(/^$/gm, ">");
  if (name === "table") return table(node, style);
  return list(node, style, other);
}

function blocks(parent, style, gap) {
  const shown = parent.content.content.filter((node, n) => !isEmpty(node) || (parent.type.name === "listItem" && !n));
  let turn = 0;
  return shown.map((node, n) => {
    turn = isList(node) && shown[n - 1]?.type === node.type ? 1 - turn : 0;
    return `${n ? gap(shown[n - 1], node) : ""}${block(node, style, turn)}`;
  }).join("");
}

function fenced(node) {
  const sign = "`".repeat(Math.max(3, ...[...node.textContent.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  return `${sign}${node.attrs.language ?? ""}\n${node.textContent}${node.textContent ? "\n" : ""}${sign}`;
}

// Whether what follows may stand right under, without an empty line.
const close = (above, under) => JOINS.includes(under.type.name) && ["paragraph", "heading"].includes(above.type.name)
  && !(isList(under) && (isEmpty(under.firstChild.firstChild) || (under.attrs.start ?? 1) !== 1));

function list(node, style, other) {
  const { content: items } = node.content;
  const loose = !node.attrs.tight || items.some(({ content }) => content.content.some((one, n) => n && !isEmpty(one) && !close(content.child(n - 1), one)));
  return items.map((item, n) => {
    const marker = node.type.name === "bulletList" ? "-*"[other] : `${node.attrs.start + n}${".)"[other]}`;
    const text = blocks(item, style, (above) => (loose && !isEmpty(above) ? "\n\n" : "\n"));
    return `${marker} ${text.replace(/\n(?=.)/g, `\n${" ".repeat(marker.length + 1)}`)}`.trimEnd();
  }).join(loose ? "\n\n" : "\n");
}

function table(node, style) {
  const rows = node.content.content.map((row) => row.content.content.map((cell) => sentence(cell, style, false).trim().replace(/\|/g, "\\|")));
  const sides = (node.attrs.sides ?? "").split("|");
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(rows[0]), `|${rows[0].map((_cell, n) => sides[n] || "---").join("|")}|`, ...rows.slice(1).map(line)].join("\n");
}
