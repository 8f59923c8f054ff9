// Whether a text comes back the same: it is opened only then.
import { getSchema } from "@tiptap/core";
import { kinds } from "./kinds.js";
import { read } from "./reading.js";
import { Kept, write } from "./writing.js";

// A text as a document, with what is needed to write back letter for letter what nobody touched; throws when it would change.
export function opened(source, schema) {
  const { doc, spans } = read(source, schema);
  const kept = new Kept(source, doc, spans);
  const first = write(doc, kept);
  const again = [first, write(doc)].map((text) => read(text, schema).doc);
  if (!again.every((other) => other.eq(doc))) throw new Error("not the same text");
  return { doc, kept, first };
}

// The text with every block written anew, or null when it would not be the same: what the tests hold against the server's reading.
export function again(source) {
  const schema = getSchema(kinds());
  try {
    return write(opened(source, schema).doc);
  } catch { return null; }
}
