import assert from "node:assert/strict";
import { test } from "node:test";
import { closures, machineOf, printed, sheetOf, textOf } from "../js/twin/machine.js";
import { OPERATIONS } from "../js/twin/operations.js";
import { Twin } from "../js/twin/walk.js";

/** @typedef {import("../js/twin/types.js").Program} Program */

/**
 * What a program makes of values, by both ways.
 *
 * @param {Program} program
 * @param {Record<string, number>} values
 */
function results(program, values) {
  return [printed, closures].map((make) => {
    const machine = machineOf(program, make);
    const row = new Float64Array(machine.size);
    for (const [name, value] of Object.entries(values)) row[machine.at(name)] = value;
    machine.run(row);
    return [...row.subarray(machine.out, -1)];
  });
}

test("a program is computed line by line, whatever its names are", () => {
  /** @type {Program} */
  const program = [
    ["x", "constructor", "s"],
    [
      ["__proto__", ["*", "x", "constructor"]],
      ["x'", ["-", "__proto__", ["*", "s.lr", ["sqrt", "x"]]]],
    ],
    ["x'", ["if", ["<", "x", 0], "nan", ["maximum", "x", "pi"]]],
  ];
  const [one, other] = results(program, { x: 4, constructor: 3, "s.lr": 0.5 });
  assert.deepEqual(one, [12 - 0.5 * 2, 4]);
  assert.deepEqual(other, one);
});

test("an argument that is called like a constant is the argument", () => {
  assert.deepEqual(results([["e"], [], ["e"]], { e: 7 }), [[7], [7]]);
  assert.deepEqual(results([["x"], [], ["e"]], {}), [[Math.E], [Math.E]]);
});

test("signs of zero stay", () => {
  assert.deepEqual(
    results(
      [
        [],
        [],
        [
          ["/", 1, -0],
          ["copysign", 3, ["neg", 0]],
        ],
      ],
      {},
    )[0],
    [-Infinity, -3],
  );
});

const HOSTILE = [
  "alert(1)", "constructor", "__proto__", "v[0]", "); fetch('//x'); (", "`1`", "\u2028", "s.lr", "x", "this",
  "globalThis", "eval", "Function", "import('x')", "", "*/", "\\u0061", "s.__proto__", "toString", "copysign",
]; // biome-ignore format: a list
const KNOWN = [...OPERATIONS.keys()];

/** @param {number} seed */
function numbersFrom(seed) {
  let state = seed;
  return (/** @type {number} */ below) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
}

/**
 * A tree of anything: strange names, numbers, operations, operands.
 *
 * @param {(below: number) => number} draw
 * @param {number} depth
 * @returns {any}
 */
function strange(draw, depth) {
  const kinds = [
    () => HOSTILE[draw(HOSTILE.length)],
    () => [0, -0, 1e308, -1.5e-300, NaN, Infinity, 7][draw(7)],
    () => [null, undefined, {}, true, { toString: () => "alert(1)" }, [[]], Symbol.iterator][draw(7)],
    () => [KNOWN[draw(KNOWN.length)], ...operands()],
    () => [KNOWN[draw(KNOWN.length)], ...operands()],
    () => [HOSTILE[draw(HOSTILE.length)], ...operands()],
  ];
  const operands = () => Array.from({ length: 1 + draw(3) }, () => strange(draw, depth + 1));
  return kinds[draw(depth > 4 ? 2 : kinds.length)]();
}

const PRINTED = new RegExp(
  `^(v\\[\\d+\\] = |[();, \\n]|v\\[\\d+\\]|-?(\\d+(\\.\\d+)?(e[+-]\\d+)?|NaN|Infinity)|===|!==|[<>]=?|[-+*/!?:]|copysign|` +
    `Math\\.(sqrt|abs|sign|sin|cos|tanh|exp|pow|max|min))*$`,
);

test("10 000 hostile trees print nothing but the listed operations", () => {
  const draw = numbersFrom(14);
  let count = 0;
  for (let k = 0; k < 10_000; k += 1) {
    // Half of them are led in by operations that are known, so that many get through.
    const tree = k % 2 ? ["*", ["if", strange(draw, 3), "x", 2], strange(draw, 3)] : strange(draw, 0);
    const lines = /** @type {any} */ ([[HOSTILE[draw(HOSTILE.length)], strange(draw, 4)]]);
    let sheet;
    try {
      sheet = sheetOf([["x", "s"], k % 3 ? [] : lines, [tree]]);
    } catch (error) {
      assert.match(String(error), /^Error: The program /);
      continue;
    }
    count += 1;
    assert.match(textOf(sheet), PRINTED);
    printed(sheet)(new Float64Array(sheet.size));
  }
  assert.ok(count > 500, `${count} got through to be printed`);
});

test("a program has an end", () => {
  /** @type {any} */
  let deep = "x";
  for (let k = 0; k < 300; k += 1) deep = ["neg", deep];
  assert.throws(() => sheetOf([["x"], [], [deep]]), /too long/);
  /** @type {any} */
  const long = Array.from({ length: 10_000 }, (_, k) => [`l${k}`, ["+", "x", k]]);
  assert.throws(() => sheetOf([["x"], long, ["x"]]), /too long/);
});

test("where the page forbids to make functions of text, closures step", () => {
  const original = globalThis.Function;
  globalThis.Function = /** @type {any} */ (
    class {
      constructor() {
        throw new EvalError("Refused");
      }
    }
  );
  try {
    const machine = machineOf([["x"], [], [["+", "x", 1]]]);
    const row = new Float64Array(machine.size);
    row[machine.at("x")] = 2;
    machine.run(row);
    assert.equal(row[machine.out], 3);
  } finally {
    globalThis.Function = original;
  }
});

test("a run that leaves its bounds ends there, one that is not finite before", () => {
  /** @type {any} */
  const data = {
    value: [["x", "y"], [], [["+", "x", "y"]]],
    gradient: [["x", "y"], [], [-1, 0]],
    parameters: {},
    rows: null,
    bounds: [
      [-2.5, 2.5],
      [-1, 1],
    ],
    noise: 0,
    unit: new Float32Array(20),
    sparse: 1,
    rules: [{ look: null, step: [["x", "g", "s"], [], [["-", "x", ["*", "s.lr", "g"]]]], state: [], start: null }],
    runs: [
      {
        legs: [{ rule: 0, begin: 0, end: 10, fresh: true, settings: { lr: { constant: 1 } }, lr: 1, follows: ["lr"] }],
      },
      { unknown: "for a reason" },
    ],
  };
  const twin = new Twin(data, 10);
  const [run, unknown] = twin.walk([0, 0], {});
  assert.equal(unknown, null);
  assert.deepEqual([...(run?.loss ?? [])].slice(0, 5), [0, 1, 2, 3, NaN]);
  assert.deepEqual([...(run?.gradient ?? [])].slice(0, 4), [1, 1, 1, NaN]);
  const [far] = twin.walk([0, 0], { runs: { 0: { lr: Infinity } } });
  assert.deepEqual([...(far?.position ?? [])].slice(0, 4), [0, 0, NaN, NaN]);
});
