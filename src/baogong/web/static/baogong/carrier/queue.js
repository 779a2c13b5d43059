// Taps wait in the browser's own database until the server's receipt for their key is here.
// A received tap stays until a page arrives that was made after it: a kept page may be older.
const TapQueue = (() => {
  const NAME = "baogong-carry";
  const DAYS_KEPT = 3;
  const changes = "BroadcastChannel" in window ? new BroadcastChannel(NAME) : null;
  const listeners = [];

  const database = new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () =>
      request.result.createObjectStore("taps", { keyPath: "seq", autoIncrement: true });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  database.catch(() => {}); // told by ready()

  // "strict" waits for the disk: a phone that dies a second later still has the tap.
  async function write(change) {
    const db = await database;
    await new Promise((resolve, reject) => {
      const transaction = db.transaction("taps", "readwrite", { durability: "strict" });
      change(transaction.objectStore("taps"));
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
  }

  async function all() {
    const db = await database;
    return new Promise((resolve, reject) => {
      const request = db.transaction("taps").objectStore("taps").getAll();
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  }

  function tell() {
    if (changes) changes.postMessage("changed");
    for (const listener of listeners) listener();
  }
  if (changes) {
    changes.onmessage = () => {
      for (const listener of listeners) listener();
    };
  }

  // Random UUID, also where crypto.randomUUID is missing (no https, or an old browser).
  function makeKey() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  return {
    makeKey,
    all,
    ready: () => database.then(() => true, () => false),
    onChange: (listener) => listeners.push(listener),

    async add(taps) {
      await write((store) => taps.forEach((tap) => store.add(tap)));
      tell();
    },

    // receipts: {key: "recorded" | "repeated" | "conflict"}; now: the server's clock.
    async receive(receipts, now) {
      const taps = (await all()).filter((tap) => !tap.receipt && receipts[tap.report.key]);
      await write((store) =>
        taps.forEach((tap) =>
          store.put({ ...tap, receipt: receipts[tap.report.key], receivedAt: now })));
      tell();
    },

    // Forget what a page of the run that was made at ``asOf`` shows by itself.
    async forget(run, asOf) {
      const old = Date.now() - DAYS_KEPT * 24 * 3600 * 1000;
      const seen = (tap) =>
        tap.receipt &&
        (Date.parse(tap.receivedAt) < old ||
          (tap.report.run === run && Date.parse(tap.receivedAt) < Date.parse(asOf)));
      const taps = (await all()).filter(seen);
      if (taps.length) await write((store) => taps.forEach((tap) => store.delete(tap.seq)));
    },
  };
})();
