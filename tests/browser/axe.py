"""What axe-core finds on a page: WCAG 2.2, levels A and AA."""

from pathlib import Path

AXE = Path(__file__).parents[2] / "browser/node_modules/axe-core/axe.min.js"
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
BESIDES = ["empty-table-header"]
NOT_OURS = {
    # Streamlit draws formulas and code and lets no page set a tabindex there. Chromium and Firefox
    # take the keyboard into whatever scrolls.
    "scrollable-region-focusable": ".stMarkdown .katex-display, .stCode pre",
}
"""Rules -> elements of Streamlit's own that break them and that a page cannot change."""
FIND = """([standard, besides, notOurs]) => {
    const rules = Object.fromEntries(besides.map((rule) => [rule, { enabled: true }]));
    const options = { runOnly: standard, rules, resultTypes: ["violations"], elementRef: true };
    const lines = (rule, { element, target, any, all, none }) =>
        element.matches(notOurs[rule] ?? ":not(*)") ? [] :
            `${rule} at ${target}: ${[...any, ...all, ...none].map(({ message }) => message).join("; ")}`;
    return axe.run(options).then(({ violations }) =>
        violations.flatMap(({ id, nodes }) => nodes.flatMap((node) => lines(id, node))));
}"""


def violations(page):
    """One line for each element and rule it breaks: the rule, where, what axe says of it."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    return page.evaluate(FIND, [STANDARD, BESIDES, NOT_OURS])
