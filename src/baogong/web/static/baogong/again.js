// Sends a form again by itself. Each phone waits a little longer or shorter than the others, so
// that those who were turned away together do not come back together. Without a signal it waits
// on: a browser's own page of errors would take the order's place.
for (const form of document.querySelectorAll("[data-again]")) {
  const wait = Number(form.dataset.again) * (0.75 + Math.random() / 2);
  const due = Date.now() + wait * 1000;
  const said = form.querySelector("[data-said]");
  form.querySelector("[data-seconds]").textContent = Math.ceil(wait);
  form.querySelector("[data-count]").hidden = false;
  // Said once: a screen reader that counts along would say nothing else.
  setTimeout(() => {
    said.textContent = said.dataset.waiting.replace("{n}", Math.ceil(wait));
  }, 500);
  const tick = setInterval(() => {
    const left = Math.ceil((due - Date.now()) / 1000);
    form.querySelector("[data-seconds]").textContent = Math.max(left, 0);
    if (left > 0 || !navigator.onLine) return;
    clearInterval(tick);
    said.textContent = said.dataset.sending;
    if (form.requestSubmit) form.requestSubmit();
    else form.submit();
  }, 250);
}
