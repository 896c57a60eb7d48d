/** Keeps the line above a folded part of the contact form true to what is chosen inside it. */

/** @param {HTMLFormElement} form */
function words(form, minutes) {
  const chosen = (name) => form.querySelector(`input[name="${name}"]:checked`);
  const label = (name) => chosen(name)?.closest("label")?.textContent.trim() ?? "";
  const number = chosen("minutes")?.value === "own" ? form.elements.own_minutes.value : chosen("minutes")?.value;
  const length = chosen("outcome")?.value === "MET" && number ? minutes.replace("{number}", number) : "";
  return [label("kind"), label("outcome"), length].filter(Boolean).join(" · ");
}

document.addEventListener("input", (event) => {
  const line = event.target.closest("[data-facts]")?.querySelector("[data-facts-words]");
  if (line) line.textContent = words(event.target.form, line.dataset.minutes);
});
