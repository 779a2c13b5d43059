// Sends an order and stays on the page until the answer is there. A signal that is lost leaves the
// choice where it is, and the same form is sent again: however often it comes, it is one order.
// An old browser sends the form by itself.
(() => {
  const SLOW = 8000; // milliseconds until it is said that it takes long
  const PATIENCE = 45000; // and until nobody waits for this answer any more
  const LONGEST_WAIT = 30; // seconds
  const state = document.querySelector("[data-send-state]");
  let form = null; // what is on its way, or waits to be sent again
  let body = "";
  let tries = 0;
  let busy = false;
  let timer = 0;

  function tell(what, seconds) {
    state.classList.toggle("is-busy", busy);
    state.textContent = state.dataset[what].replace("{n}", seconds);
  }

  function hold(on) {
    busy = on;
    for (const control of form.elements) {
      if (control.type !== "submit") continue;
      if (on) control.setAttribute("aria-disabled", "true");
      else control.removeAttribute("aria-disabled");
    }
  }

  // The answer and all of its page: a signal may be lost between them.
  async function post() {
    const patience = new AbortController();
    const timers = [setTimeout(tell, SLOW, "slow"), setTimeout(() => patience.abort(), PATIENCE)];
    try {
      const answer = await fetch(form.getAttribute("action"), {
        method: "POST",
        body,
        signal: patience.signal,
        headers: { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded" },
      });
      if (answer.status === 502 || answer.status === 504) throw new Error(String(answer.status));
      return [answer, await answer.text()];
    } finally {
      timers.forEach(clearTimeout);
    }
  }

  async function send() {
    clearTimeout(timer);
    if (!navigator.onLine) return later();
    hold(true);
    tell("sending");
    try {
      show(...await post());
    } catch {
      tries += 1;
      later();
    }
  }

  // Each phone a little sooner or later than the others; without a signal, when there is one.
  function later() {
    const seconds = Math.min(2 ** tries, LONGEST_WAIT) * (0.75 + Math.random() / 2);
    hold(false);
    tell(navigator.onLine ? "lost" : "offline", Math.ceil(seconds));
    timer = setTimeout(send, seconds * 1000);
  }

  function show(answer, page) {
    if (answer.status === 201) {
      document.dispatchEvent(new Event("baogong:placed"));
      tell("received");
      location.assign(answer.headers.get("Location"));
    } else if (answer.redirected) {
      location.assign(answer.url);
    } else {
      document.open();
      document.write(page);
      document.close();
      scrollTo({ top: 0, behavior: "instant" });
      document.querySelector("main")?.focus({ preventScroll: true });
    }
  }

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-send]") || !window.AbortController) return;
    if (event.submitter === undefined) return;
    event.preventDefault();
    if (busy) return;
    const fields = new URLSearchParams(new FormData(event.target));
    if (event.submitter?.name) fields.append(event.submitter.name, event.submitter.value);
    [form, body, tries] = [event.target, String(fields), 0];
    send();
  }, true);
  addEventListener("online", () => form && !busy && send());
})();
