// The Markdown that the server reads (terreau/ui/rich.py), read by the same parser: what is shown here is what readers see.
import MarkdownIt from "markdown-it";
import { bareAddress } from "./address.js";

const SIGN = /\[image[ \t\u00a0]*:[ \t\u00a0]*[^\]<\n]{1,200}\](?!\()/iy;

export const dialect = new MarkdownIt("commonmark", { html: false, breaks: true, maxNesting: 20 });
dialect.enable(["strikethrough", "table"]);
dialect.disable(["image", "html_block", "html_inline", "reference", "lheading"]);
dialect.inline.ruler.push("bare_address", bareAddress);
dialect.inline.ruler.before("link", "picture", picture);
dialect.renderer.rules.picture = (tokens, index) => dialect.utils.escapeHtml(tokens[index].content);

// « [image : atelier.jpg] »: the house's own sign, kept as it was typed. Looking ahead, the parser sees brackets, as the server's does.
function picture(state, silent) {
  SIGN.lastIndex = state.pos;
  const found = !silent && SIGN.exec(state.src);
  if (!found) return false;
  state.push("picture", "", 0).content = found[0];
  state.pos += found[0].length;
  return true;
}
