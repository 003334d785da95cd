// Prints how large a module is with all that it imports at once: as it is, and minified.
// node size.js TERSER MODULE...

import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import vm from "node:vm";
import { gzipSync } from "node:zlib";

const [, , terser, ...entries] = process.argv;
vm.runInThisContext(readFileSync(terser, "utf8"));

/** A module and what it imports. */
function modules(file, found = new Set()) {
  if (found.has(file)) return found;
  found.add(file);
  for (const [, path] of readFileSync(file, "utf8").matchAll(/^(?:import|export) .* from "(\..+)";$/gm)) {
    modules(join(dirname(file), path), found);
  }
  return found;
}

const gzipped = (text) => gzipSync(text, { level: 9 }).length;

for (const entry of entries) {
  let source = "";
  let minified = "";
  for (const file of modules(entry)) {
    const text = readFileSync(file, "utf8");
    source += text;
    minified += (await globalThis.Terser.minify(text, { module: true, ecma: 2022, compress: { passes: 3 } })).code + "\n";
  }
  console.log(`${basename(entry)} ${gzipped(minified)} ${gzipped(source)}`);
}
