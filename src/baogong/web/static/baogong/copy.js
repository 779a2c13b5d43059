// A button that copies a text. Without the clipboard it selects the text, to be copied by hand.

for (const button of document.querySelectorAll("[data-copy]")) {
  const text = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener("click", async () => {
    text.select();
    await navigator.clipboard?.writeText(text.value);
    button.querySelector("[data-copied]").hidden = !navigator.clipboard;
  });
}
