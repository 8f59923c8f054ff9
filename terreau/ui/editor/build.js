// Puts the editor together, the same to the byte each time: `npm ci && npm run build` in this folder (see docs/architecture.md).
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = dirname(fileURLToPath(import.meta.url));
const OUT = join(HERE, "../static/ui/dist");
const sources = ["build.js", "package-lock.json", ...readdirSync(join(HERE, "source"), { recursive: true }).filter((path) => path.endsWith(".js")).map((path) => `source/${path.replaceAll("\\", "/")}`)].sort();

function fingerprint() {
  const hash = createHash("sha256");
  for (const path of sources) hash.update(`${path}\0`).update(readFileSync(join(HERE, path)));
  return hash.digest("hex");
}

// Every package of which a byte is in the bundle, with its licence in full.
function licences(inputs) {
  const folders = new Set(Object.keys(inputs).map((path) => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0]).filter(Boolean));
  return [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(HERE, folder, "package.json")));
    const file = ["LICENSE", "LICENSE.md", "LICENSE.txt", "LICENSE-MIT.txt"].map((one) => join(HERE, folder, one)).find(existsSync);
    return `${name} ${version} (${license})\n\n${file ? readFileSync(file, "utf8").trim() : "Its package holds no text of its licence."}\n`;
  }).join(`\n${"-".repeat(72)}\n\n`);
}

const { metafile } = await build({
  absWorkingDir: HERE,
  entryPoints: ["source/rich-text.js"],
  alias: { entities: "./source/stand-ins/entities.js", "linkify-it": "./source/stand-ins/linkify-it.js" },
  bundle: true, minify: true, format: "iife", target: "es2022", legalComments: "none", metafile: true, logLevel: "info",
  banner: { js: `/* Terreau's editor of notes. Sources: terreau/ui/editor, sha256 ${fingerprint()}. Licences: rich-text.LICENCES.txt */` },
  outfile: join(OUT, "rich-text.js"),
});
writeFileSync(join(OUT, "rich-text.LICENCES.txt"), licences(metafile.inputs));
