// A clock that runs down to a moment: minutes and seconds. Without it the page still says the time.

function showClocks() {
  for (const clock of document.querySelectorAll("[data-clock]")) {
    const left = Math.ceil((new Date(clock.dataset.clock) - Date.now()) / 1000);
    const seconds = String(Math.max(left, 0) % 60).padStart(2, "0");
    clock.textContent = left > 0 ? `${Math.floor(left / 60)}:${seconds}` : clock.dataset.over;
  }
}
showClocks();
setInterval(showClocks, 1000);
