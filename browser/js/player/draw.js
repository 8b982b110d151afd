// Drawing with Plotly, which takes its time: meanwhile the page may have taken the plot away, and
// with it the methods that Plotly has given it.

/**
 * @param {import("./plotly.js").Library} library
 * @param {import("./plotly.js").Plot} plot
 * @param {object[]} traces
 * @param {object} layout
 * @param {object} config
 * @returns {Promise<boolean>} whether the plot is still there
 */
export async function drawPlot(library, plot, traces, layout, config) {
  try {
    await library.react(plot, traces, layout, config);
  } catch (error) {
    if ("emit" in plot) throw error; // a plot that was taken away cannot say that it is drawn
  }
  return "emit" in plot;
}
