// A line of text with its marks → Markdown.
import { trim } from "./address.js";
import { dialect } from "./dialect.js";
import { escaped } from "./escaping.js";
import { atoms, stretches } from "./stretches.js";

const ROUND = { bold: "**", strike: "~~" };

export function sentence(node, style, lineStarts = true) {
  const all = atoms(node);
  const marked = stretches(all, style);
  const cuts = [...new Set([0, all.length, ...marked.flatMap(({ from, to }) => [from, to])])].sort((a, b) => a - b);
  let out = "";
  cuts.forEach((at, n) => {
    const closing = marked.filter(({ to }) => to === at).reverse();
    for (const span of closing) out += round(span, all, style)[1];
    for (const span of marked.filter(({ from }) => from === at)) out += round(span, all, style)[0];
    const inside = (name) => marked.find(({ mark, from, to }) => mark.type.name === name && from <= at && at < to);
    out = said(all.slice(at, cuts[n + 1]), out, { raw: inside("code") || isBare(inside("link"), all), label: inside("link"), lineStarts });
  });
  return out;
}

function round(span, all, style) {
  const { type, attrs } = span.mark;
  if (type.name === "code") return fence(all.slice(span.from, span.to));
  if (type.name === "italic") return [style.italic, style.italic];
  if (type.name !== "link") return [ROUND[type.name], ROUND[type.name]];
  if (isBare(span, all)) return ["", ""];
  const to = /[()<>\s]/.test(attrs.href) ? `<${attrs.href.replace(/[<>]/g, encodeURIComponent)}>` : attrs.href;
  return ["[", attrs.title ? `](${to} "${attrs.title.replace(/["\\]/g, "\\$&")}")` : `](${to})`];
}

function fence(inside) {
  const text = inside.map(({ sign }) => sign).join("");
  const ticks = "`".repeat(1 + Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)));
  const room = /^`|`$|^\s.*\S.*\s$/.test(text) ? " " : "";
  return [ticks + room, room + ticks];
}

// An address that shows itself is written as it is, when the server will find it again where it stands.
function isBare(span, all) {
  if (!span || span.mark.attrs.title || span.mark.type.name !== "link") return false;
  const text = all.slice(span.from, span.to).map(({ sign }) => sign).join("");
  if (!/^https?:\/\/[^\s<>"'`\\|^{}[\]]+$/.test(text) || dialect.normalizeLink(text) !== span.mark.attrs.href) return false;
  const after = /^[^\s<>"'`\\|^{}[\]]*/.exec(all.slice(span.to).map(({ sign }) => sign).join(""))[0];
  return trim(text + after) === text && !/[\p{L}\p{N}_/=]/u.test(all[span.from - 1]?.sign ?? " ");
}

function said(some, before, { raw, label, lineStarts }) {
  let out = before;
  let text = "";
  const flush = () => { out += text && (raw ? text : escaped(text, label, lineStarts && /(^|\n)$/.test(out))); text = ""; };
  for (const { sign, text: plain } of some) {
    if (plain) { text += sign; continue; }
    flush();
    if (sign === "\n") out = raw ? `${out} ` : `${out.replace(/[ \t]+$/, "")}${/(^|\n)$/.test(out) ? "\\" : ""}\n`;
    else out += sign;
  }
  flush();
  return out;
}
