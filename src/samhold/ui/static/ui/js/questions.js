/** Turns scales into sliders, and shows a question when its condition holds. The page works without this file. */

/** @param {string} text */
const number = (text) => (text.trim() === "" ? NaN : Number(text.replace(",", ".")));

/** The answers to a field of a form as they stand now. */
function answers(form, name) {
  const fields = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
  return fields
    .filter((field) => !["radio", "checkbox"].includes(field.type) || field.checked)
    .map((field) => field.value.trim())
    .filter((value) => value !== "");
}

/** Whether one answer compares as the condition says; as `core/questionnaires/conditions.py` does. */
function compares(operator, answer, wanted) {
  const areNumbers = !Number.isNaN(number(answer)) && !Number.isNaN(number(wanted));
  const [mine, theirs] = areNumbers ? [number(answer), number(wanted)] : [answer, wanted];
  const isDay = /^\d{4}-\d\d-\d\d$/.test(answer) && /^\d{4}-\d\d-\d\d$/.test(wanted);
  if (operator === "=") return mine === theirs;
  if (operator === "!=") return mine !== theirs;
  if (!areNumbers && !isDay) return false;
  return { ">": mine > theirs, "<": mine < theirs, ">=": mine >= theirs, "<=": mine <= theirs }[operator];
}

function holds(form, condition) {
  const asked = form.querySelector(`[data-question="${CSS.escape(condition.name)}"]`);
  const given = asked && asked.hidden ? [] : answers(form, condition.name);
  if (condition.operator === "exists") return given.length > 0 === (condition.answer === "true");
  return given.some((answer) => compares(condition.operator, answer, condition.answer));
}

/** Show what is asked and hide what is not, until nothing changes: one question may hang on another that hangs on a third. */
function ask(form) {
  const entries = [...form.querySelectorAll("[data-when]")];
  for (let round = 0; round <= entries.length; round += 1) {
    let changed = false;
    for (const entry of entries) {
      const groups = JSON.parse(entry.dataset.when);
      const isAsked = groups.every((group) =>
        group.all ? group.of.every((one) => holds(form, one)) : group.of.some((one) => holds(form, one)),
      );
      if (entry.hidden === isAsked) changed = true;
      entry.hidden = !isAsked;
    }
    if (!changed) break;
  }
  const shown = form.querySelector("input[name=shown]");
  const visible = [...form.querySelectorAll("[data-question]")].filter((entry) => !entry.hidden);
  if (shown) shown.value = visible.map((entry) => entry.dataset.question).join(" ");
}

/** Put a slider before the steps of a scale; the steps stay, hidden, and are what is sent. */
function startSlider(scale) {
  const radios = [...scale.querySelectorAll("input[type=radio]")];
  const legend = scale.closest("fieldset")?.querySelector("legend");
  const holder = document.createElement("div");
  const value = document.createElement("output");
  const range = document.createElement("input");
  const clear = document.createElement("button");
  holder.className = "slider";
  value.className = "slider-value";
  Object.assign(range, { type: "range", min: scale.dataset.minimum, max: scale.dataset.maximum, step: scale.dataset.step });
  range.value = String((number(range.min) + number(range.max)) / 2);
  if (legend) range.setAttribute("aria-labelledby", legend.id);
  Object.assign(clear, { type: "button", className: "ds-button slider-clear", textContent: scale.dataset.clear });
  clear.dataset.variant = "tertiary";
  clear.dataset.size = "sm";

  function show() {
    const chosen = radios.find((radio) => radio.checked);
    holder.toggleAttribute("data-untouched", !chosen);
    value.textContent = chosen ? chosen.value : scale.dataset.nothing;
    range.setAttribute("aria-valuetext", value.textContent);
    clear.hidden = !chosen;
    if (chosen) range.value = chosen.value;
  }
  function choose() {
    const chosen = radios.find((radio) => radio.value === range.value);
    if (!chosen) return;
    chosen.checked = true;
    chosen.dispatchEvent(new Event("change", { bubbles: true }));
    show();
  }
  range.addEventListener("input", choose);
  range.addEventListener("click", choose);
  range.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      choose();
    }
  });
  clear.addEventListener("click", () => {
    for (const radio of radios) radio.checked = false;
    radios[0]?.dispatchEvent(new Event("change", { bubbles: true }));
    show();
    range.focus();
  });
  holder.append(value, range);
  scale.prepend(holder);
  scale.append(clear);
  scale.classList.add("is-slider");
  show();
}

for (const scale of document.querySelectorAll("[data-scale]")) startSlider(scale);
for (const form of document.querySelectorAll("form[data-questions]")) {
  ask(form);
  form.addEventListener("input", () => ask(form));
  form.addEventListener("change", () => ask(form));
}
