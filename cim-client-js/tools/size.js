// Prints how large a module is with all that it imports at once, as a bundler would make it: minified and gzipped.
// The second number is that of the modules as they are.
// node size.js TERSER MODULE...

import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import vm from "node:vm";
import { gzipSync } from "node:zlib";

const [, , terser, ...entries] = process.argv;
vm.runInThisContext(readFileSync(terser, "utf8"));

/** What a module imports, and then the module itself. */
function modules(file, found = new Map()) {
  if (found.has(file)) return found;
  const text = readFileSync(file, "utf8");
  found.set(file, undefined); // else two that import each other would never end
  for (const [, path] of text.matchAll(/^(?:import|export) .* from "(\..+)";$/gm)) modules(join(dirname(file), path), found);
  found.delete(file);
  return found.set(file, text);
}

/** One module of many, whose names do not clash. */
function bundle(texts, exported) {
  const all = texts.map((text) => text.replace(/^(import|export) .* from .*;$/gm, "").replace(/^export /gm, ""));
  return `${all.join("\n")}\nexport { ${exported.join(", ")} };`;
}

const gzipped = (text) => gzipSync(text, { level: 9 }).length;

for (const entry of entries) {
  const texts = [...modules(entry).values()];
  const exported = Object.keys(await import(`file://${join(process.cwd(), entry)}`));
  const { code } = await globalThis.Terser.minify(bundle(texts, exported), { module: true, ecma: 2022, compress: { passes: 3 } });
  console.log(`${basename(entry)} ${gzipped(code)} ${gzipped(texts.join("\n"))}`);
}
