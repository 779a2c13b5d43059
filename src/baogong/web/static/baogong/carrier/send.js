// Sends what waits in this phone, in its order, and says on the pill what is the matter.
const Sender = (() => {
  const BATCH = 50;
  const PATIENCE = 20000;
  const FIRST_WAIT = 2000;
  const LONGEST_WAIT = 60000;
  const bar = document.getElementById("carry-sync");
  if (!bar) return null;
  const officer = bar.dataset.officer;
  const problems = {
    400: "unreadable", 403: "reload", 404: "notOfficer", 409: "otherOfficer",
  };
  let sending = false;
  let problem = "";
  let wait = FIRST_WAIT;
  let timer = 0;

  const mine = (tap) => tap.officer === officer && !tap.receipt;

  function token() {
    const cookie = document.cookie.split("; ").find((part) => part.startsWith("csrftoken="));
    return cookie ? cookie.slice("csrftoken=".length) : "";
  }

  async function post(reports) {
    const abort = new AbortController();
    const alarm = setTimeout(() => abort.abort(), PATIENCE);
    try {
      return await fetch(bar.dataset.send, {
        method: "POST",
        redirect: "manual",
        signal: abort.signal,
        headers: {
          "Content-Type": "application/json", "X-CSRFToken": token(), "X-Officer": officer,
        },
        body: JSON.stringify(reports),
      });
    } finally {
      clearTimeout(alarm);
    }
  }

  // One batch; true when there may be more. Throws without a signal or while the server is down.
  async function sendBatch() {
    const reports = (await TapQueue.all()).filter(mine).slice(0, BATCH).map((tap) => tap.report);
    if (!reports.length) return false;
    let answer = await post(reports);
    if (answer.status === 403) {
      await fetch(bar.dataset.home, { redirect: "manual" }); // brings a new token
      answer = await post(reports);
    }
    problem = answer.type === "opaqueredirect" ? "signedOut" : problems[answer.status] || "";
    if (problem) {
      wait = LONGEST_WAIT;
      return false;
    }
    if (!answer.ok) throw new Error(String(answer.status));
    const { now, receipts } = await answer.json();
    await TapQueue.receive(Object.fromEntries(receipts.map((r) => [r.key, r.receipt])), now);
    return true;
  }

  async function send() {
    if (sending) return;
    sending = true;
    clearTimeout(timer);
    try {
      while (await sendBatch()) wait = FIRST_WAIT;
    } catch {
      wait = Math.min(wait * 2, LONGEST_WAIT);
    } finally {
      sending = false;
    }
    await show();
  }

  function sayOn(pill, words, tone, url) {
    const text = pill.querySelector("[data-pill-text]");
    pill.className = `carry-pill flag-${tone}`;
    pill.hidden = false;
    text.textContent = words;
    if (url) text.href = url;
    else text.removeAttribute("href");
  }

  async function show() {
    const pill = bar.querySelector("[data-pill]");
    if (!(await TapQueue.ready())) return sayOn(pill, bar.dataset.noQueue, "wait");
    const taps = await TapQueue.all();
    const n = taps.filter(mine).length;
    const others = taps.filter((tap) => !tap.receipt && !mine(tap)).length;
    for (const note of document.querySelectorAll("[data-when-waiting]")) note.hidden = !n;
    if (n) {
      clearTimeout(timer);
      timer = setTimeout(send, wait);
      const words = bar.dataset[problem || "waiting"].replace("{n}", n);
      return sayOn(pill, words, problem ? "risk" : "wait", links()[problem]);
    }
    if (others) return sayOn(pill, bar.dataset.others.replace("{n}", others), "wait");
    return sayOn(pill, bar.dataset.done, "done");
  }

  const links = () => ({
    signedOut: bar.dataset.signIn, otherOfficer: bar.dataset.account, reload: location.href,
  });

  function hurry() {
    wait = FIRST_WAIT;
    send();
  }
  addEventListener("online", hurry);
  addEventListener("pageshow", hurry);
  document.addEventListener("visibilitychange", () => document.hidden || hurry());
  TapQueue.onChange(show);
  return { officer, hurry };
})();
