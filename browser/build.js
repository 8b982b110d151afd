// What the browser loads: each entry below with all it imports, as one module in dist/.
//
//   node browser/build.js           writes the modules
//   node browser/build.js --check   fails where dist/ is not what the sources give, or a source is in none
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const HERE = import.meta.dirname;
const GENERATED = "// Generated from browser/js by `make browser`: change it there.\n";

// Style sheets are imported as text, with what they import themselves.
/** @type {import("esbuild").Plugin} */
const styles = {
  name: "styles",
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const sheet = await build({ entryPoints: [path], bundle: true, minify: true, write: false });
      return { contents: sheet.outputFiles[0].text, loader: "text" };
    });
  },
};

const { metafile, outputFiles } = await build({
  absWorkingDir: HERE,
  entryPoints: ["js/board/board.js", "js/gallery/gallery.js", "js/player/player.js"],
  entryNames: "[name]",
  outdir: "dist",
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  charset: "utf8",
  plugins: [styles],
  metafile: true,
  write: false,
});

/**
 * The licences of the packages of which there is something in a module: they go with it.
 *
 * @param {string} output
 */
function licences(output) {
  const used = Object.entries(metafile.outputs[output].inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  const packages = new Set(used.flatMap(([path]) => path.match(/(?:^|\/)node_modules\/([^/]+)/)?.[1] ?? []));
  return [...packages].map(
    (name) => `/* ${name}\n${readFileSync(join(HERE, "node_modules", name, "LICENSE"), "utf8")}*/\n`,
  );
}

const modules = Object.keys(metafile.outputs).map((output, k) => ({
  output,
  path: join(HERE, output),
  text: [GENERATED, ...licences(output), outputFiles[k].text].join(""),
}));

if (process.argv.includes("--check")) {
  const old = modules.filter(({ path, text }) => !existsSync(path) || readFileSync(path, "utf8") !== text);
  const sources = globSync("js/**/*.js", { cwd: HERE }).map((path) => path.replaceAll("\\", "/"));
  const problems = [
    ...old.map(({ output }) => `${output} is not what the sources give: run \`make browser\``),
    ...sources.filter((path) => !(path in metafile.inputs)).map((path) => `${path} is imported by no entry`),
  ];
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length ? 1 : 0;
} else {
  mkdirSync(join(HERE, "dist"), { recursive: true });
  for (const { path, text } of modules) writeFileSync(path, text);
}
