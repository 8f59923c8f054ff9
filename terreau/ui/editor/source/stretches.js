// The stretches of a line under each mark, as Markdown can hold them: one inside the other, from word to word.
const ORDER = ["link", "bold", "italic", "strike", "code"];
const isBlank = ({ sign, marks }) => /^\s$/.test(sign) && !marks.some(({ type }) => type.name === "code");

// One character after the other, each with its marks.
export function atoms(node) {
  const all = [];
  node.forEach((one) => {
    if (one.isText) for (const sign of one.text) all.push({ sign, text: true, marks: one.marks });
    else all.push(one.type.name === "picture" ? { sign: one.attrs.sign, marks: one.marks } : { sign: "\n", marks: one.marks });
  });
  while (all.length && isBlank(all.at(-1))) all.pop();
  return all;
}

// Stretches under each mark, one inside the other: the one that lasts is outside.
function spans(all) {
  const done = [];
  let open = [];
  const lasts = (mark, from) => { let to = from; while (to < all.length && mark.isInSet(all[to].marks)) to += 1; return to; };
  for (let at = 0; at <= all.length; at += 1) {
    const due = all[at]?.marks ?? [];
    const stays = open.findIndex(({ mark }) => !mark.isInSet(due));
    if (stays >= 0) for (const one of open.splice(stays)) done.push({ ...one, to: at });
    const fresh = due.filter((mark) => !open.some((one) => one.mark.eq(mark)));
    fresh.sort((a, b) => lasts(b, at) - lasts(a, at) || ORDER.indexOf(a.type.name) - ORDER.indexOf(b.type.name));
    open = [...open, ...fresh.map((mark, n) => ({ mark, from: at, depth: open.length + n }))];
  }
  return done;
}

// Bold begins and ends on a word: the blanks around it are nobody's, nor are its stops where Markdown cannot hold them.
function tighten(span, all, { bare }) {
  const loose = (at, beside) => isBlank(all[at]) || (bare && /[\p{P}\p{S}]/u.test(all[at].sign) && /[\p{L}\p{N}]/u.test(all[beside]?.sign ?? ""));
  if (["link", "code"].includes(span.mark.type.name)) return span;
  let { from, to } = span;
  while (from < to && loose(from, from - 1)) from += 1;
  while (from < to && loose(to - 1, to)) to -= 1;
  return { ...span, from, to };
}

// In the order they are opened.
export function stretches(all, style) {
  const marked = spans(all).map((span) => tighten(span, all, style)).filter(({ from, to }) => from < to);
  return marked.sort((a, b) => a.from - b.from || b.to - a.to || a.depth - b.depth);
}
