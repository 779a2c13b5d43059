// The total of an order page, while one chooses. The server adds up again and is right.
function addUp(form) {
  let fen = 0;
  for (const item of form.querySelectorAll("[data-price]")) {
    const input = item.querySelector("input[type=number]");
    const quantity = input ? Math.max(0, Math.floor(Number(input.value)) || 0) : 0;
    item.classList.toggle("is-chosen", quantity > 0);
    fen += quantity * Number(item.dataset.price);
  }
  for (const total of document.querySelectorAll("[data-total]")) {
    total.textContent = `¥${(fen / 100).toFixed(2)}`;
  }
}

// What is chosen and not ordered yet is kept in the phone for a day, with the form's key: whoever
// closes the page, or has to sign in again, need not choose again, and it stays one order.
function keptChoice(value) {
  try {
    if (value === undefined) return JSON.parse(localStorage.getItem("choice"));
    if (value) localStorage.setItem("choice", JSON.stringify(value));
    else localStorage.removeItem("choice");
  } catch {
    // a browser that keeps nothing
  }
  return null;
}
function keepChoice(form) {
  const fields = Object.fromEntries(new FormData(form));
  delete fields.csrfmiddlewaretoken;
  keptChoice({ of: form.dataset.keep, at: Date.now(), fields });
}
function bringChoice(form) {
  const kept = keptChoice();
  if (!kept || kept.of !== form.dataset.keep) return;
  if (form.dataset.done || Date.now() - kept.at > 24 * 3600 * 1000) return void keptChoice(null);
  for (const [name, value] of Object.entries(kept.fields)) {
    const field = form.elements[name];
    if (!field) continue;
    field.value = value;
    if (field.type === "number") field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const chosen = [...form.querySelectorAll("[data-price] input[type=number]")].some((input) => Number(input.value) > 0);
  document.querySelector("[data-kept-note]").hidden = !chosen;
}

document.addEventListener("input", (event) => {
  const form = event.target.closest("[data-order]");
  if (!form) return;
  addUp(form);
  if (form.dataset.keep) keepChoice(form);
});
document.addEventListener("baogong:placed", () => keptChoice(null));
for (const form of document.querySelectorAll("[data-order]")) {
  if (form.dataset.keep) form.dataset.fresh ? bringChoice(form) : keepChoice(form);
  addUp(form);
}
