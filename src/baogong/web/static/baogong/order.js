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
document.addEventListener("input", (event) => {
  const form = event.target.closest("[data-order]");
  if (form) addUp(form);
});
for (const form of document.querySelectorAll("[data-order]")) addUp(form);
