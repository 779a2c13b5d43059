// Sends a form again by itself. Each phone waits a little longer or shorter than the others, so
// that those who were turned away together do not come back together.
function countDown(form, due) {
  const left = Math.ceil((due - Date.now()) / 1000);
  form.querySelector("[data-seconds]").textContent = Math.max(left, 0);
  if (left <= 0) return form.submit();
  setTimeout(countDown, 250, form, due);
}
for (const form of document.querySelectorAll("[data-again]")) {
  countDown(form, Date.now() + Number(form.dataset.again) * (0.75 + Math.random() / 2) * 1000);
  form.querySelector("[data-count]").hidden = false;
}
