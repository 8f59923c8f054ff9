// Signs that were typed as themselves are escaped, and nothing else is; what an address holds never.
import { pieces } from "./address.js";

export function escaped(text, label, starts) {
  const line = starts ? text.trimStart() : text;
  const safe = label ? signs(line, label) : pieces(line).map((piece, n) => (n % 2 ? piece : signs(piece, label))).join("");
  if (!starts) return safe;
  return safe.replace(/^([-+>]|#{1,6}|[|:])(?=\s|$|[-:|\s]*$)|^>/, "\\$&").replace(/^(\d{1,9})([.)])(?=\s|$)/, "$1\\$2");
}

function signs(text, label) {
  const safe = text.replace(/\\(?=[!-/:-@[-`{-~]|$)|`|(?<!\s)\*|\*(?!\s)|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|~(?=~|$)|(?<=~|^)~|<(?=\S)|&(?=#?\w{1,31};)|\](?=\()/gu, "\\$&");
  return label ? safe.replace(/(?<!\\)[[\]]/g, "\\$&") : safe;
}
