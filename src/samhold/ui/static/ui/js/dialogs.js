/** Opens and closes dialogs by `data-opens` and `data-closes`; a link with `data-opens` leads somewhere without script. */

/**
 * @param {string} id of a dialog
 * @returns {boolean} whether it was opened
 */
export function openDialog(id) {
  const dialog = document.getElementById(id);
  if (!(dialog instanceof HTMLDialogElement)) return false;
  if (!dialog.open) dialog.showModal();
  dialog.querySelector("input[type=search]")?.select();
  return true;
}

/** @param {Document} root */
export function startDialogs(root) {
  root.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const opener = target?.closest("[data-opens]");
    if (opener && !event.ctrlKey && !event.metaKey && openDialog(opener.dataset.opens)) event.preventDefault();
    const closer = target?.closest("[data-closes]");
    if (closer) document.getElementById(closer.dataset.closes)?.close();
  });
}
