// The bytes of a board: compressed by the server, a lesson at rest as a file of its own.
import { unpack } from "../blob.js";

const STATIC = "app/static/";

/**
 * @param {Uint8Array} bytes what browser/board.py compresses
 * @returns {Promise<any>}
 */
export async function unpackCompressed(bytes) {
  const stream = new Blob([/** @type {BlobPart} */ (bytes)]).stream().pipeThrough(new DecompressionStream("gzip"));
  return unpack(new Uint8Array(await new Response(stream).arrayBuffer()));
}

/**
 * The lesson of a board: in its data, or from its file.
 *
 * @param {import("./types.js").BoardData} data
 * @returns {Promise<import("./types.js").LessonData>}
 */
export async function lessonOf({ file, lesson }) {
  if (lesson) return lesson;
  const answer = await fetch(new URL(STATIC + file, document.baseURI));
  if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
  return unpackCompressed(new Uint8Array(await answer.arrayBuffer()));
}
