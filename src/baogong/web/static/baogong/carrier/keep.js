// Keeps this page in the phone, so that it opens without a signal. Needs https (or localhost).
(() => {
  const CACHE = "carry";
  const bar = document.getElementById("carry-sync");
  const secure = "serviceWorker" in navigator && "caches" in window;

  function note(words) {
    for (const place of document.querySelectorAll("[data-kept-note]")) {
      place.textContent = words;
      place.hidden = !words;
    }
  }

  function assets() {
    const links = document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src], use");
    const urls = Array.from(links, (node) => node.src || node.href.baseVal || node.href);
    return [...new Set(urls.map((url) => new URL(url, location.href).href.split("#")[0]))];
  }

  // Another officer on this phone: what was kept for the last one goes. Waiting taps stay.
  async function freshCache() {
    const officer = bar.dataset.officer;
    if (localStorage.getItem("carry-officer") !== officer) await caches.delete(CACHE);
    localStorage.setItem("carry-officer", officer);
    return caches.open(CACHE);
  }

  async function keep(cache, url) {
    const answer = await fetch(url);
    if (answer.ok && !answer.redirected) await cache.put(url, answer);
  }

  async function keepAll() {
    const cache = await freshCache();
    await navigator.serviceWorker.register(bar.dataset.worker);
    await navigator.serviceWorker.ready;
    const pages = [location.href.split("#")[0], bar.dataset.home, bar.dataset.noSignal];
    const first = !navigator.serviceWorker.controller;
    const missing = [];
    for (const url of [...pages, ...assets()]) {
      if (!(await cache.match(url)) || (first && pages.includes(url))) missing.push(url);
    }
    await Promise.all(missing.map((url) => keep(cache, url)));
    note(bar.dataset.kept);
  }

  if (!bar) return;
  if (!secure) note(bar.dataset.notKept);
  else keepAll().catch(() => note(navigator.serviceWorker.controller ? "" : bar.dataset.notKept));
})();
