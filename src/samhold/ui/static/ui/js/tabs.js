/** Shows the tab where the reader is, in a row that is too narrow for all of them. */

/** @param {Document} root */
export function startTabs(root) {
  for (const current of root.querySelectorAll(".tabs > ul [aria-current]")) {
    const row = current.closest("ul");
    const [tab, frame] = [current.getBoundingClientRect(), row.getBoundingClientRect()];
    row.scrollLeft += tab.left - frame.left - (frame.width - tab.width) / 2;
  }
}
