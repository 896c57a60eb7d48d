/** Warns two minutes before the idle session ends. The page is never left, so written text is never lost. */

const WARN_BEFORE = 120;

/** @param {Document} root */
export function startStay(root) {
  const dialog = root.querySelector("[data-stay-seconds]");
  if (!dialog) return;
  const seconds = Number(dialog.dataset.staySeconds);
  const soon = dialog.querySelector("[data-stay-soon]");
  const over = dialog.querySelector("[data-stay-over]");
  let timers = [];

  const show = (isOver) => {
    soon.hidden = isOver;
    over.hidden = !isOver;
    if (!dialog.open) dialog.showModal();
  };
  const restart = () => {
    timers.forEach(clearTimeout);
    timers = [
      setTimeout(() => show(false), Math.max(seconds - WARN_BEFORE, 1) * 1000),
      setTimeout(() => show(true), seconds * 1000),
    ];
    if (dialog.open && over.hidden) dialog.close();
  };
  dialog.querySelector("[data-stay-continue]").addEventListener("click", async () => {
    const answer = await fetch(dialog.dataset.stayUrl || location.href, { redirect: "manual" }).catch(() => null);
    if (answer?.ok) restart();
    else show(true);
  });

  root.addEventListener("htmx:afterRequest", (event) => event.detail.successful && restart());
  root.addEventListener("samhold:contact", restart);
  restart();
}
