// Pages under this folder: from the network while it answers, else as the phone kept them.
// Styles, scripts and icons: as kept, and looked up again for the next time.
const CACHE = "carry";
const PATIENCE = 4000;
const LOOSELY = { ignoreVary: true };
const HOME = "{% url 'carrier:home' %}";
const NO_SIGNAL = "{% url 'carrier:no_signal' %}";

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  if (event.request.mode === "navigate") event.respondWith(page(event));
  else if (event.request.destination) event.respondWith(asset(event));
});

async function page(event) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(event.request, LOOSELY);
  const fresh = fetch(event.request).then((answer) => {
    if (kept && answer.status >= 500) return kept;
    if (!answer.ok) return answer;
    return cache.put(event.request, answer.clone()).then(() => answer);
  });
  event.waitUntil(fresh.catch(() => {}));
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  try {
    return (await (kept ? Promise.race([fresh, late]) : fresh)) || kept;
  } catch (error) {
    const instead = kept || (await cache.match(NO_SIGNAL)) || (await cache.match(HOME));
    if (instead) return instead;
    throw error;
  }
}

async function asset(event) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(event.request, LOOSELY);
  const fresh = fetch(event.request).then((answer) => {
    if (!answer.ok) return answer;
    return cache.put(event.request, answer.clone()).then(() => answer);
  });
  event.waitUntil(fresh.catch(() => {}));
  return kept || fresh;
}
