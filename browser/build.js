// What the browser loads: each entry below with all it imports, as one module in dist/.
//
//   node browser/build.js           writes the modules
//   node browser/build.js --check   fails where dist/ is not what the sources give, or a source is in none
import { existsSync, globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { build } from "esbuild";

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

const absWorkingDir = import.meta.dirname;
const checking = process.argv.includes("--check");

const { metafile, outputFiles = [] } = await build({
  absWorkingDir,
  entryPoints: ["js/board/board.js", "js/gallery/gallery.js", "js/player/player.js"],
  entryNames: "[name]",
  outdir: "dist",
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  charset: "utf8",
  banner: { js: "// Generated from browser/js by `make browser`: change it there." },
  legalComments: "eof", // of the packages bundled
  plugins: [styles],
  metafile: true,
  write: !checking,
});

if (checking) {
  const old = outputFiles.filter(({ path, contents }) => !existsSync(path) || !readFileSync(path).equals(contents));
  const sources = globSync("js/**/*.js", { cwd: absWorkingDir }).map((path) => path.replaceAll("\\", "/"));
  const problems = [
    ...old.map(({ path }) => `dist/${basename(path)} is not what the sources give: run \`make browser\``),
    ...sources.filter((path) => !(path in metafile.inputs)).map((path) => `${path} is imported by no entry`),
  ];
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length ? 1 : 0;
}
