// Column-major 4 x 4 matrices, as WebGL has them.

/**
 * @param {ArrayLike<number>} a
 * @param {ArrayLike<number>} b
 */
export function multiply(a, b) {
  const out = new Float64Array(16);
  for (let c = 0; c < 4; c += 1) {
    for (let r = 0; r < 4; r += 1) {
      for (let k = 0; k < 4; k += 1) out[4 * c + r] += a[4 * k + r] * b[4 * c + k];
    }
  }
  return out;
}

/**
 * The solution of m v = b by elimination with pivoting.
 *
 * @param {ArrayLike<number>} m
 * @param {number[]} b
 */
export function solve(m, b) {
  const rows = [0, 1, 2, 3].map((r) => [m[r], m[4 + r], m[8 + r], m[12 + r], b[r]]);
  for (let c = 0; c < 4; c += 1) {
    let pivot = c;
    for (let r = c + 1; r < 4; r += 1) if (Math.abs(rows[r][c]) > Math.abs(rows[pivot][c])) pivot = r;
    [rows[c], rows[pivot]] = [rows[pivot], rows[c]];
    for (let r = 0; r < 4; r += 1) {
      if (r === c) continue;
      const factor = rows[r][c] / rows[c][c];
      for (let k = c; k < 5; k += 1) rows[r][k] -= factor * rows[c][k];
    }
  }
  return rows.map((row, k) => row[4] / row[k]);
}
