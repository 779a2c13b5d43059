// Sends a form again by itself. Each phone waits a little longer or shorter than the others, so
// that those who were turned away together do not come back together. Without a signal it waits
// on: a browser's own page of errors would take the order's place.
function countDown(form, due) {
  const left = Math.ceil((due - Date.now()) / 1000);
  form.querySelector("[data-seconds]").textContent = Math.max(left, 0);
  if (left > 0 || !navigator.onLine) return setTimeout(countDown, 250, form, due);
  say(form, "sending", 0);
  if (form.requestSubmit) form.requestSubmit();
  else form.submit();
}
// Said once, and not each second: a screen reader that counts along would say nothing else.
function say(form, what, seconds) {
  const said = form.querySelector("[data-said]");
  said.textContent = said.dataset[what].replace("{n}", seconds);
}
for (const form of document.querySelectorAll("[data-again]")) {
  const wait = Number(form.dataset.again) * (0.75 + Math.random() / 2);
  countDown(form, Date.now() + wait * 1000);
  form.querySelector("[data-count]").hidden = false;
  setTimeout(say, 500, form, "waiting", Math.ceil(wait));
}
