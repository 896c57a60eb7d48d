/** Starts the small behaviours of a page. Every page also works without this file. */
import { startAutosave } from "./autosave.js";
import { startDialogs } from "./dialogs.js";
import { startMenus } from "./menus.js";
import { startPalette } from "./palette.js";
import { startStay } from "./stay.js";
import { startTabs } from "./tabs.js";
import { startTheme } from "./theme.js";
import { startToasts } from "./toasts.js";

startTheme(document);
startMenus(document);
startTabs(document);
startDialogs(document);
startToasts(document);
startPalette(document);
startStay(document);
startAutosave(document);

/* A swap by htmx may bring an error summary: the reader hears it at once. */
document.addEventListener("htmx:afterSettle", (event) => {
  startAutosave(event.target);
  event.target.querySelector?.("[data-focus]")?.focus();
});
