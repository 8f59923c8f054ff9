// What is pasted: from a page or a word processor, its words and their plain shapes; bare text, as the server would read it.
import { Slice } from "@tiptap/pm/model";
import { read } from "./reading.js";

const LIST = "p[class*=MsoList]";

export const pasting = (schema) => ({
  transformPastedHTML: cleaned,
  clipboardTextParser: (text, _context, plain) => (plain ? null : slice(text, schema())),
  handlePaste: (_view, event) => imagesFirst(event, event.clipboardData),
});

function slice(text, schema) {
  try {
    return Slice.maxOpen(read(text.replace(/\r\n?/g, "\n"), schema).doc.content);
  } catch { return null; }
}

// Words that came with their own picture are taken as words; a picture alone joins the files of the form.
function imagesFirst(event, data) {
  if (!data?.files.length) return false;
  const words = parsed(data.getData("text/html")).textContent.trim();
  if (words) event.stopPropagation();
  return !words;
}

// Styles are read as words about the words, never as styles: the page's policy holds in what is pasted too.
function parsed(html) {
  const bare = html.replace(/<style[\s\S]*?<\/style>/gi, "").replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/gi, " data-style="));
  return new DOMParser().parseFromString(bare, "text/html").body;
}

function cleaned(html) {
  const body = parsed(html);
  for (const one of body.querySelectorAll("b[data-style*='font-weight:normal']")) one.replaceWith(...one.childNodes);
  for (const one of body.querySelectorAll("span[data-style]")) dress(one, one.dataset.style.replace(/\s/g, ""));
  for (const first of body.querySelectorAll(LIST)) if (first.isConnected && !first.previousElementSibling?.matches(LIST)) asList(first);
  for (const line of body.querySelectorAll("td, th, h1, h2, h3, h4, h5, h6")) flatten(line);
  return body.innerHTML;
}

function dress(span, style) {
  for (const [said, tag] of [[/font-weight:(bold|[6-9]00)/, "strong"], [/font-style:italic/, "em"]]) {
    if (!said.test(style)) continue;
    const around = document.createElement(tag);
    around.append(...span.childNodes);
    span.append(around);
  }
}

// A cell or a heading is one line: what stood on several is told apart by a space.
function flatten(line) {
  for (const one of line.querySelectorAll("br")) one.replaceWith(" ");
  for (let more = line.colSpan ?? 1; more > 1; more -= 1) line.after(document.createElement(line.tagName));
  for (const one of line.querySelectorAll("p, div, li, ul, ol")) one.replaceWith(...one.childNodes, " ");
}

// Word's lists are paragraphs with a sign drawn before each.
function asList(first) {
  const items = [];
  for (let one = first; one?.matches(LIST); one = one.nextElementSibling) items.push(one);
  const sign = first.querySelector("[data-style*='mso-list']");
  const list = document.createElement(/^\s*\w+[.)]/.test((sign ?? first).textContent) ? "ol" : "ul");
  first.before(list);
  for (const one of items) {
    one.querySelector("[data-style*='mso-list']")?.remove();
    const item = list.appendChild(document.createElement("li"));
    item.append(...one.childNodes);
    one.remove();
  }
}
