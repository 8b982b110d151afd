// Steps pictures as browser/twin.py sends them: a path on the command line, to the JSON of the runs.
//
// For tests/test_twin.py, which holds them to the engine.
import { readFileSync } from "node:fs";
import { unpack } from "../js/blob.js";
import { closures, machineOf, printed } from "../js/twin/machine.js";
import { Twin } from "../js/twin/walk.js";

/** @typedef {import("../js/twin/types.js").TwinData} TwinData */
/** @typedef {import("../js/twin/types.js").Changes} Changes */
/** @typedef {{ twin: TwinData, start: [number, number], steps: number, changes: Changes }} Picture */

const [path, way] = process.argv.slice(2);
const make = way === "closures" ? closures : printed;
/** @type {{ pictures: Picture[] }} */
const { pictures } = unpack(new Uint8Array(readFileSync(path)));
const answers = pictures.map(({ twin, start, steps, changes }) =>
  new Twin(twin, steps, (program) => machineOf(program, make)).walk(changes.start ?? start, changes),
);
const plain = (/** @type {string} */ _, /** @type {any} */ value) =>
  ArrayBuffer.isView(value)
    ? Array.from(/** @type {Float64Array} */ (value), (number) => (Number.isFinite(number) ? number : String(number)))
    : value;
process.stdout.write(JSON.stringify(answers, plain));
