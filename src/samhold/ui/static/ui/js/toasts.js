/** Makes messages audible and closable. They stay until the reader closes them or leaves: nobody is hurried. */

/** @param {Document} root */
export function startToasts(root) {
  const region = root.getElementById("toasts");
  if (!region) return;
  const ready = (node) => node.querySelectorAll?.("[data-toast-close]").forEach((button) => (button.hidden = false));
  ready(region);

  /* A live region that is full when the page arrives stays silent, so its messages are put in anew. */
  const messages = [...region.children];
  if (messages.length) {
    region.replaceChildren();
    setTimeout(() => region.append(...messages), 150);
  }
  new MutationObserver(() => ready(region)).observe(region, { childList: true });
  region.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-toast-close]") : null;
    button?.closest("[data-toast]").remove();
  });
}
