/** Changes the colours at once when the reader chooses; the server stores the choice in a cookie. */

/** @param {Document} root */
export function startTheme(root) {
  root.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.matches("[data-scheme-form]")) return;
    event.preventDefault();
    const chosen = event.submitter;
    const body = new FormData(form);
    body.set("scheme", chosen.value);
    root.documentElement.dataset.colorScheme = chosen.value;
    for (const button of form.querySelectorAll("[name=scheme]")) {
      button.setAttribute("aria-pressed", String(button === chosen));
    }
    fetch(form.action, { method: "POST", body, redirect: "manual" }).catch(() => {});
  });
}
