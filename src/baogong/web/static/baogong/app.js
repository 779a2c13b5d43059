// Small comforts; every page works without them. Texts come from data attributes, so they are translated.

// The network's state, on top of the page.
function showNetwork() {
  for (const pill of document.querySelectorAll("[data-network]")) {
    pill.hidden = false;
    pill.classList.toggle("is-offline", !navigator.onLine);
    pill.querySelector("[data-network-text]").textContent =
      navigator.onLine ? pill.dataset.online : pill.dataset.offline;
  }
  for (const notice of document.querySelectorAll("[data-when-offline]")) {
    notice.hidden = navigator.onLine;
  }
}
addEventListener("online", showNetwork);
addEventListener("offline", showNetwork);

// Where one is stands in view, in a row of links that is wider than the phone.
for (const link of document.querySelectorAll(":is(.side-nav, .is-tabs) [aria-current]")) {
  const row = link.closest(".side-nav, .is-tabs");
  const [seen, at] = [row.getBoundingClientRect(), link.getBoundingClientRect()];
  row.scrollLeft += at.left - seen.left - (seen.width - at.width) / 2;
}

// Quantity steppers: the two buttons beside a number input.
function showSteppers(root) {
  for (const button of root.querySelectorAll("[data-stepper] [data-step][hidden]")) {
    button.hidden = false;
  }
  for (const input of root.querySelectorAll("[data-stepper] input")) limitStepper(input);
}
function limitStepper(input) {
  const [less, more] = input.closest("[data-stepper]").querySelectorAll("[data-step]");
  less.disabled = Number(input.value) <= Number(input.min);
  more.disabled = input.max !== "" && Number(input.value) >= Number(input.max);
}
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-stepper] [data-step]");
  if (!button) return;
  const input = button.closest("[data-stepper]").querySelector("input");
  if (button.dataset.step === "1") input.stepUp();
  else input.stepDown();
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
});
document.addEventListener("input", (event) => {
  if (event.target.closest("[data-stepper]")) limitStepper(event.target);
});
// Whoever types into one means this number, and not a 2 behind the 0.
document.addEventListener("focusin", (event) => {
  if (event.target.matches("[data-stepper] input")) event.target.select();
});

// A second tap on the same form sends nothing. The server would make one order of two anyway.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  form.querySelector("[data-busy-note]")?.removeAttribute("hidden");
  for (const control of form.elements) {
    if (control.type === "submit") control.setAttribute("aria-disabled", "true");
  }
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll("button[aria-disabled]")) button.removeAttribute("aria-disabled");
});

// The pill that counts what waits in this phone.
document.addEventListener("baogong:sync", (event) => {
  const waiting = event.detail.waiting;
  for (const pill of document.querySelectorAll("[data-sync]")) {
    pill.classList.toggle("flag-wait", waiting > 0);
    pill.classList.toggle("flag-done", waiting === 0);
    pill.querySelector("[data-sync-done]").hidden = waiting > 0;
    pill.querySelector("[data-sync-waiting]").hidden = waiting === 0;
    pill.querySelector("[data-sync-text]").textContent =
      waiting ? pill.dataset.waiting.replace("{n}", waiting) : pill.dataset.done;
  }
});

document.addEventListener("htmx:afterSwap", (event) => showSteppers(event.target));
showNetwork();
showSteppers(document);
document.querySelector("[data-error-summary]")?.focus();
