// Expressions of a rule or a landscape (expression/tree.py) evaluated, and as HTML.

/** @typedef {import("../types.js").Tree} Tree */
/** @typedef {Record<string, number>} Values of the names, for one coordinate */
/** @typedef {(part: number | string) => Node & { textContent: string }} Leaf gives the node for a name or a number */

// Truth is 1, as in Python.
/** @type {Record<string, (...operands: number[]) => number>} */
const OPERATIONS = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "**": (a, b) => a ** b,
  "==": (a, b) => Number(a === b),
  "!=": (a, b) => Number(a !== b),
  "<": (a, b) => Number(a < b),
  "<=": (a, b) => Number(a <= b),
  ">": (a, b) => Number(a > b),
  ">=": (a, b) => Number(a >= b),
  neg: (a) => -a,
  not: (a) => Number(!a),
  if: (condition, a, b) => (condition ? a : b),
  sqrt: Math.sqrt,
  abs: Math.abs,
  maximum: Math.max,
  minimum: Math.min,
  sign: Math.sign,
  exp: Math.exp,
  sin: Math.sin,
  cos: Math.cos,
  tanh: Math.tanh,
};
/** @type {Record<string, string>} */
const NAMES = { maximum: "max", minimum: "min" };

// How tightly an operation binds; a leaf and a function bind tightest.
/** @type {Record<string, number>} */
const BINDING = { "+": 1, "-": 1, neg: 1, "*": 2, "/": 2, "**": 4 };
const TIGHTEST = 5;

/**
 * @param {Tree} tree
 * @param {Values} values
 * @returns {number}
 */
export function evaluate(tree, values) {
  if (typeof tree === "number") return tree;
  if (typeof tree === "string") return values[tree];
  const [operation, ...operands] = tree;
  return OPERATIONS[operation](...operands.map((operand) => evaluate(operand, values)));
}

/**
 * The expression with each condition replaced by the branch it takes.
 *
 * @param {Tree} tree
 * @param {Values} values
 * @returns {Tree}
 */
export function branchTaken(tree, values) {
  if (!Array.isArray(tree)) return tree;
  const [operation, ...operands] = tree;
  if (operation === "if") {
    const [condition, a, b] = operands;
    return branchTaken(evaluate(condition, values) ? a : b, values);
  }
  return [operation, ...operands.map((operand) => branchTaken(operand, values))];
}

/**
 * An expression as HTML. Its text is a formula too: what only the text needs (a slash for a bar)
 * is there, but not seen. `first`: nothing stands before it, so that a minus needs no brackets;
 * `inline`: a fraction takes one line.
 *
 * @param {Tree} tree
 * @param {Leaf} leaf
 * @returns {ReturnType<Leaf>}
 */
export function typeset(tree, leaf, { first = true, inline = false } = {}) {
  if (!Array.isArray(tree)) {
    const shown = leaf(tree);
    return first || !shown.textContent.startsWith("\u2212") ? shown : span("", "(", shown, ")");
  }
  const [operation, a, b] = tree;
  const part = (/** @type {Tree} */ operand, /** @type {number} */ least, isFirst = false) => {
    if (binding(operand, inline) < least) return span("", "(", typeset(operand, leaf, { inline: true }), ")");
    return typeset(operand, leaf, { first: isFirst, inline });
  };
  const whole = (/** @type {Tree} */ operand) => typeset(operand, leaf, { inline: true });
  switch (operation) {
    case "+":
      return span("", part(a, 1, first), " + ", part(b, 2));
    case "-":
      return span("", part(a, 1, first), " \u2212 ", part(b, 2));
    case "*":
      return span(isOneTerm(tree) ? "dl-term" : "", part(a, 2, first), " · ", part(b, 3));
    case "/":
      if (inline) return span("", part(a, 2, first), "/", part(b, 3));
      return fraction(bracketed(a, 2, whole(a)), bracketed(b, 3, whole(b)));
    case "**":
      return span("", part(a, TIGHTEST), unseen("^"), element("sup", ...bracketed(b, TIGHTEST, whole(b))));
    case "neg":
      return span(isFraction(a, inline) ? "dl-signed" : "", "\u2212", part(a, 2));
    case "sqrt":
      return span("dl-root", "√", span("dl-radicand", unseen("("), whole(a), unseen(")")));
    case "abs":
      return span("", "|", whole(a), "|");
    default: {
      const operands = tree.slice(1).flatMap((operand) => [", ", whole(operand)]);
      return span("", `${NAMES[operation] ?? operation}(`, ...operands.slice(1), ")");
    }
  }
}

/**
 * A name as it is written: "β_1'" is β with a subscript and a prime. Latin letters are slanted.
 *
 * @param {string} text
 */
export function symbol(text) {
  const [, letter, subscript, primes] = text.match(/^([^_']*)_?([^']*)('*)$/) ?? [text, text, "", ""];
  const nodes = [element(/^[a-z]$/i.test(letter) ? "i" : "span", letter), "′".repeat(primes.length)];
  if (subscript) nodes.splice(1, 0, unseen("_"), element("sub", subscript));
  return span("dl-symbol", ...nodes);
}

/**
 * @param {string} className
 * @param {(Node | string)[]} children
 */
export function span(className, ...children) {
  const node = element("span", ...children);
  if (className) node.className = className;
  return node;
}

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {(Node | string)[]} children
 */
export function element(tag, ...children) {
  const node = document.createElement(tag);
  node.append(...children);
  return node;
}

/**
 * @param {Node[]} top
 * @param {Node[]} bottom
 */
function fraction(top, bottom) {
  return span("dl-fraction", span("dl-top", ...top), unseen("/"), span("dl-bottom", ...bottom));
}

/**
 * @param {Tree} tree
 * @param {boolean} inline
 */
function binding(tree, inline) {
  if (!Array.isArray(tree)) return TIGHTEST;
  if (isFraction(tree, inline)) return 3; // the bar holds it together
  return BINDING[tree[0]] ?? TIGHTEST;
}

/**
 * @param {Tree} tree
 * @param {boolean} inline
 */
function isFraction(tree, inline) {
  return Array.isArray(tree) && tree[0] === "/" && !inline;
}

/**
 * Whether there is no sum in it but under a root: then it stays on one line.
 *
 * @param {Tree} tree
 * @returns {boolean}
 */
function isOneTerm(tree) {
  if (!Array.isArray(tree)) return true;
  const [operation, ...operands] = tree;
  return operation === "sqrt" || (operation !== "+" && operation !== "-" && operands.every(isOneTerm));
}

/**
 * Brackets that only the text needs.
 *
 * @param {Tree} tree
 * @param {number} least
 * @param {Node} node
 */
function bracketed(tree, least, node) {
  return binding(tree, true) < least ? [unseen("("), node, unseen(")")] : [node];
}

/** @param {string} text */
function unseen(text) {
  return span("dl-unseen", text);
}
