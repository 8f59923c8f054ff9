// Addresses written as they are become links: the same rule as the server's (terreau/ui/rich_links.py).
const SCHEME = /(?:^|[^\p{L}\p{N}_/=])(https?)$/u;
const REST = /:\/\/[^\s<>"'`\\|^{}[\]]{1,500}/y;
const TAIL = ".,;:!?»)”’…*~";
const WHOLE = /https?:\/\/[^\s<>"'`\\|^{}[\]]{1,500}/g;

// The address without the sentence's own punctuation; a closing parenthesis stays when it opened inside.
export function trim(address) {
  let kept = address;
  let spare = kept.split(")").length - kept.split("(").length;
  while (kept && TAIL.includes(kept.at(-1)) && (kept.at(-1) !== ")" || spare > 0)) {
    if (kept.at(-1) === ")") spare -= 1;
    kept = kept.slice(0, -1);
  }
  return kept;
}

export function bareAddress(state, silent) {
  if (state.src[state.pos] !== ":" || state.linkLevel > 0) return false;
  const scheme = SCHEME.exec(state.pending.slice(-8));
  REST.lastIndex = state.pos;
  const rest = scheme && REST.exec(state.src);
  if (!rest) return false;
  const address = trim(scheme[1] + rest[0]);
  const link = state.md.normalizeLink(address);
  if (address.length < scheme[1].length + 4 || !state.md.validateLink(link)) return false;
  if (!silent) {
    state.pending = state.pending.slice(0, -scheme[1].length);
    state.push("link_open", "a", 1).attrs = [["href", link]];
    state.push("text", "", 0).content = address;
    state.push("link_close", "a", -1);
  }
  state.pos += address.length - scheme[1].length;
  return true;
}

// Words and addresses by turns: what an address holds is never escaped.
export function pieces(text) {
  const parts = [];
  let at = 0;
  for (const found of text.matchAll(WHOLE)) {
    const address = trim(found[0]);
    parts.push(text.slice(at, found.index), address);
    at = found.index + address.length;
  }
  return [...parts, text.slice(at)];
}
