// Reading a label with the phone's camera: what it says goes into the field, and the form is sent
// as if it had been typed. The reader is fetched at the first tap; without a camera one types.
const PAUSE_MS = 100;
const box = document.querySelector("[data-camera]");
const input = document.getElementById(box.dataset.camera);
const dialog = box.querySelector("dialog");
const video = dialog.querySelector("video");
const note = dialog.querySelector("[data-camera-note]");
// Where code after code is read, the page keeps the last one: the camera opens again, and as that
// label may still lie before it, waits for another.
const KEPT = `camera:${location.pathname}`;

function loadReader() {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = box.dataset.reader;
    script.onerror = reject;
    script.onload = () => {
      ZXingWASM.prepareZXingModule({ overrides: { locateFile: () => box.dataset.wasm } });
      resolve(ZXingWASM.readBarcodes);
    };
    document.head.append(script);
  });
}
let reader;

async function read(readBarcodes, last) {
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  while (video.srcObject) {
    const { videoWidth: width, videoHeight: height } = video;
    if (width) {
      Object.assign(context.canvas, { width, height });
      context.drawImage(video, 0, 0);
      const pixels = context.getImageData(0, 0, width, height);
      const [found] = await readBarcodes(pixels, { formats: ["QRCode"], maxNumberOfSymbols: 1 });
      if (found && found.text !== last) return found.text;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return "";
}

function stop() {
  for (const track of video.srcObject?.getTracks() ?? []) track.stop();
  video.srcObject = null;
}

async function scan(last) {
  note.textContent = note.dataset.aim;
  dialog.showModal();
  try {
    reader ??= loadReader();
    const wanted = { facingMode: "environment", width: { ideal: 1280 } };
    video.srcObject = await navigator.mediaDevices.getUserMedia({ video: wanted });
    if (!dialog.open) return stop();
    await video.play();
    const text = await read(await reader, last);
    if (text) take(text);
  } catch {
    reader = undefined;
    stop();
    if (dialog.open) note.textContent = note.dataset.refused;
  }
}

function take(text) {
  stop();
  dialog.close();
  if ("cameraAgain" in box.dataset) sessionStorage.setItem(KEPT, text);
  navigator.vibrate?.(40);
  input.value = text;
  input.form.requestSubmit(input.parentElement.querySelector("button"));
}

if (isSecureContext && navigator.mediaDevices) {
  const opener = box.querySelector("[data-camera-open]");
  opener.hidden = false;
  opener.addEventListener("click", () => scan());
  dialog.addEventListener("close", stop);
  dialog.querySelector("button").addEventListener("click", () => {
    sessionStorage.removeItem(KEPT);
    dialog.close();
  });
  const last = sessionStorage.getItem(KEPT);
  if (last && !document.querySelector("[data-tone=wrong]")) scan(last);
} else {
  box.querySelector("[data-camera-insecure]").hidden = false;
}
