// On the sign-in page: how many taps wait in this phone for their officer.
TapQueue.all().then((taps) => {
  const n = taps.filter((tap) => !tap.receipt).length;
  const note = document.querySelector("[data-waiting-taps]");
  if (!n) return;
  note.querySelector("span").textContent = note.dataset.waitingTaps.replace("{n}", n);
  note.hidden = false;
}, () => {});
