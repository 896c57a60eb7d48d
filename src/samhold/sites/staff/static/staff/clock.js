/** Counts down to when somebody should be out, and up when they are late. Without this the page shows whole minutes. */

/** @param {HTMLElement} clock */
const draw = (clock) => {
  const seconds = Math.round((new Date(clock.dataset.clockUntil) - Date.now()) / 1000);
  const pad = (number) => String(number).padStart(2, "0");
  const whole = Math.abs(seconds);
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  clock.textContent = `${seconds < 0 ? "+" : ""}${hours ? `${hours}:${pad(minutes)}` : minutes}:${pad(whole % 60)}`;
  clock.toggleAttribute("data-late", seconds < 0);
};

const clocks = [...document.querySelectorAll("[data-clock-until]")];
if (clocks.length) {
  clocks.forEach(draw);
  setInterval(() => clocks.forEach(draw), 1000);
}
