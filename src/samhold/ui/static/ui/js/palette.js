/** Ctrl K opens the search; arrow keys walk through its results, Enter opens one. */
import { openDialog } from "./dialogs.js";

const RESULT = "a[href]";

/** @param {Document} root */
export function startPalette(root) {
  const palette = root.getElementById("palette");
  if (!palette) return;
  const input = palette.querySelector("input[type=search]");
  const results = palette.querySelector(".palette-results");
  let chosen = -1;

  const choose = (index) => {
    const links = [...results.querySelectorAll(RESULT)];
    if (!links.length) return;
    chosen = (index + links.length) % links.length;
    links.forEach((link, at) => {
      link.id ||= `palette-result-${at}`;
      link.toggleAttribute("data-chosen", at === chosen);
    });
    input.setAttribute("aria-activedescendant", links[chosen].id);
    links[chosen].scrollIntoView({ block: "nearest" });
  };

  root.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
      if (openDialog("palette")) event.preventDefault();
    }
  });
  palette.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen - 1);
    else if (event.key === "Enter" && results.querySelector("[data-chosen]")) {
      results.querySelector("[data-chosen]").click();
    } else return;
    event.preventDefault();
  });
  results.addEventListener("htmx:afterSwap", () => {
    chosen = -1;
    input.removeAttribute("aria-activedescendant");
  });

  /* What was searched for is a person's name: it does not stay on the screen. */
  palette.addEventListener("close", () => {
    input.value = "";
    input.removeAttribute("aria-activedescendant");
    results.replaceChildren();
    chosen = -1;
  });
}
