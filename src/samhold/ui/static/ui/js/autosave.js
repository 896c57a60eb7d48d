/**
 * Saves what is being written as a draft on the server.
 *
 * `<form data-autosave-url>`, or one field with it: every change is sent within two seconds of a pause. While it is not saved it stays in the
 * page and is tried again; nothing is written to the browser's storage, for the machine may be shared.
 * The answer: 2xx saved (JSON `{"saved_at": "14:32"}` if the server knows better), 409 changed elsewhere, anything else is tried again.
 */

const PAUSE = 1200;
const LONGEST_RETRY = 30_000;
const KEEPALIVE_LIMIT = 60_000;
const clock = new Intl.DateTimeFormat(document.documentElement.lang || "nb", { hour: "2-digit", minute: "2-digit" });

class Autosave {
  /**
   * @param {HTMLFormElement} form
   * @param {string} url
   */
  constructor(form, url) {
    this.form = form;
    this.url = url;
    this.status = form.querySelector("[data-autosave-status]");
    this.version = 0;
    this.saved = 0;
    this.failures = 0;
    this.sending = false;
    form.addEventListener("input", () => this.changed());
    form.addEventListener("change", () => this.changed());
    form.addEventListener("submit", () => this.stop());
    for (const failure of ["htmx:sendError", "htmx:responseError"]) form.addEventListener(failure, () => this.resume());
    window.addEventListener("pageshow", (event) => event.persisted && this.resume());
    document.addEventListener("visibilitychange", () => document.hidden && this.leave());
    window.addEventListener("pagehide", () => this.leave());
    window.addEventListener("online", () => this.send());
    window.addEventListener("focus", () => this.failures && this.send());
    window.addEventListener("beforeunload", (event) => this.isPending() && this.failures && event.preventDefault());
  }

  isPending() {
    return !this.stopped && this.version > this.saved;
  }

  changed() {
    this.stopped = false;
    this.version += 1;
    if (!this.failures) this.say("waiting");
    this.later(PAUSE);
  }

  later(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), wait);
  }

  /* The form itself is on its way with the text, so the draft is no longer needed. */
  stop() {
    clearTimeout(this.timer);
    this.stopped = true;
  }

  resume() {
    this.stopped = false;
    if (this.isPending()) this.later(PAUSE);
  }

  leave() {
    if (!this.isPending()) return;
    const body = this.body();
    const size = [...body.values()].reduce((sum, value) => sum + String(value).length, 0);
    this.send({ keepalive: size < KEEPALIVE_LIMIT });
  }

  body() {
    const body = new FormData(this.form);
    for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
    return new URLSearchParams(body);
  }

  async send({ keepalive = false } = {}) {
    if (!this.isPending() || (this.sending && !keepalive)) return;
    clearTimeout(this.timer);
    this.sending = true;
    const version = this.version;
    this.say("saving");
    try {
      const answer = await fetch(this.url, {
        method: "POST",
        body: this.body(),
        keepalive,
        redirect: "manual",
        headers: { "X-Requested-With": "XMLHttpRequest" },
      });
      await this.take(answer, version);
    } catch {
      this.failed("failed");
    } finally {
      this.sending = false;
    }
    if (this.isPending() && !this.failures) this.later(PAUSE);
  }

  async take(answer, version) {
    if (answer.ok) {
      const told = await answer.json().catch(() => ({}));
      this.saved = Math.max(this.saved, version);
      this.failures = 0;
      if (!this.isPending()) this.say("saved", told.saved_at || clock.format(new Date()));
      document.dispatchEvent(new CustomEvent("samhold:contact"));
    } else if (answer.status === 409) {
      this.say("stale");
      this.stop();
    } else {
      this.failed(answer.type === "opaqueredirect" || [401, 403].includes(answer.status) ? "loggedOut" : "failed");
    }
  }

  failed(why) {
    this.failures += 1;
    this.say(why);
    this.later(Math.min(2000 * 2 ** (this.failures - 1), LONGEST_RETRY));
  }

  say(what, time = "") {
    if (!this.status) return;
    this.status.dataset.state = what;
    const text = this.status.dataset[what].replace("{time}", time);
    if (this.status.textContent !== text) this.status.textContent = text;
  }
}

const started = new WeakSet();

/** @param {ParentNode} root */
export function startAutosave(root) {
  for (const node of root.querySelectorAll?.("[data-autosave-url]") ?? []) {
    const form = node instanceof HTMLFormElement ? node : node.form;
    if (!form || started.has(form)) continue;
    started.add(form);
    new Autosave(form, node.dataset.autosaveUrl);
  }
}
