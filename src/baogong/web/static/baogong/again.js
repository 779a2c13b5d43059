// Sends a form again by itself. Each phone waits a little longer or shorter than the others, so
// that those who were turned away together do not come back together.
for (const form of document.querySelectorAll("[data-again]")) {
  const due = Date.now() + Number(form.dataset.again) * (0.75 + Math.random() / 2) * 1000;
  form.querySelector("[data-count]").hidden = false;
  const tick = setInterval(() => {
    const left = Math.ceil((due - Date.now()) / 1000);
    form.querySelector("[data-seconds]").textContent = Math.max(left, 0);
    if (left > 0) return;
    clearInterval(tick);
    form.submit();
  }, 250);
}
