// The verdict on a scan, heard and felt: one high tone is right, two low ones and a buzz are wrong.
const verdict = document.querySelector("[data-tone]");

function tone(context, hertz, from, seconds) {
  const oscillator = context.createOscillator();
  oscillator.type = "square";
  oscillator.frequency.value = hertz;
  oscillator.connect(context.destination);
  oscillator.start(context.currentTime + from);
  oscillator.stop(context.currentTime + from + seconds);
}

if (verdict) {
  const wrong = verdict.dataset.tone === "wrong";
  navigator.vibrate?.(wrong ? [200, 80, 200] : 40);
  if (window.AudioContext) {
    const context = new AudioContext();
    if (wrong) {
      tone(context, 220, 0, 0.25);
      tone(context, 180, 0.3, 0.35);
    } else {
      tone(context, 1320, 0, 0.12);
    }
  }
}
