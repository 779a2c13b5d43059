// The run page: what the server knew when it made the page, with this phone's taps laid over it.
(() => {
  const page = JSON.parse(document.getElementById("carry-page").textContent);
  const form = document.getElementById("taps");
  const bags = new Map(
    Array.from(form.querySelectorAll("[data-bag]"), (row) => [row.dataset.bag, row]));

  // The taps that stand for each bag, and the bags of which the server filed a tap for a clerk.
  function lay(taps) {
    const standing = new Map(
      Object.entries(page.bags).map(([code, bag]) => [code, bag.taps.slice()]));
    const asked = new Set();
    for (const { report, receipt } of taps) {
      const stack = report.run === page.run && standing.get(report.bag);
      if (!stack) continue;
      if (receipt === "conflict") asked.add(report.bag);
      else if (report.result === "undone") drop(stack, report.reverses);
      else if (!stack.some(([key]) => key === report.key)) {
        stack.push([report.key, report.result, report.at, report.end || "door"]);
      }
    }
    return { standing, asked };
  }

  function drop(stack, key) {
    const index = stack.findIndex((tap) => tap[0] === key);
    if (index >= 0) stack.splice(index, 1);
  }

  const lastOf = (stack) => stack.filter((tap) => tap[1] === "given").pop() || stack[stack.length - 1];

  function stateOf(bag, last) {
    if (bag.returned) return "returned";
    if (bag.recalled && !(last && last[1] === "given")) return "recalled";
    return last ? last[1] : "open";
  }

  function showBag(row, stack, asked) {
    const last = lastOf(stack);
    const code = row.dataset.bag;
    row.dataset.state = stateOf(page.bags[code], last);
    const state = row.dataset.state === "given" ? `given:${last[3]}` : row.dataset.state;
    row.querySelector("[data-said]").textContent = page.words[state];
    row.querySelector("[data-undo]").value = `${code}:undone:${last ? last[0] : ""}`;
    row.querySelector("[data-at]").textContent = last ? clock(last[2]) : "";
    if (asked) row.querySelector("[data-asked]").hidden = false;
  }

  function clock(at) {
    const time = new Date(at);
    return [time.getHours(), time.getMinutes()].map((n) => String(n).padStart(2, "0")).join(":");
  }

  function showDoor(door) {
    const open = door.querySelectorAll('[data-state="open"]');
    door.classList.toggle("is-tried", open.length === 0);
    const all = door.querySelector("[data-all]");
    if (!all) return;
    all.hidden = door.querySelector("[data-each]").hidden = open.length < 2;
    const codes = Array.from(open, (row) => row.dataset.bag).join("+");
    for (const button of all.querySelectorAll("button")) button.value = `${codes}:${button.dataset.for}`;
    all.querySelector("[data-open]").textContent = open.length;
  }

  async function show() {
    const { standing, asked } = lay(await TapQueue.all());
    for (const [code, row] of bags) showBag(row, standing.get(code), asked.has(code));
    for (const door of form.querySelectorAll("[data-door]")) showDoor(door);
    showProgress();
  }

  function showProgress() {
    const left = form.querySelectorAll('[data-state="open"]').length;
    document.querySelector("[data-tapped]").textContent = bags.size - left;
    document.querySelector(".carry-bar").value = bags.size - left;
    document.querySelector("[data-finished]").hidden = left > 0;
    document.querySelector("[data-back-link]").classList.toggle("btn-primary", left === 0);
    document.querySelector("[data-back-link]").classList.toggle("btn-secondary", left > 0);
  }

  // A second touch of the same button finds the bag in another state and adds nothing.
  function fits(code, result, reverses) {
    const row = bags.get(code);
    if (result === "undone") return row.querySelector("[data-undo]").value.endsWith(reverses);
    if (result === "given") return !["given", "returned", "recalled"].includes(row.dataset.state);
    return row.dataset.state === "open";
  }

  async function tap(value) {
    const [codes, result, detail] = value.split(":");
    const fitting = codes.split("+").filter((code) => fits(code, result, detail));
    if (!fitting.length) return;
    const at = new Date().toISOString();
    await TapQueue.add(fitting.map((bag) => {
      const report = { v: 1, key: TapQueue.makeKey(), run: page.run, bag, result, at };
      if (detail) report[result === "undone" ? "reverses" : "end"] = detail;
      return { officer: Sender.officer, report, receipt: null, receivedAt: null };
    }));
    await show();
    if (navigator.vibrate) navigator.vibrate(40);
    Sender.hurry();
  }

  // The buttons post the form where this script does not run or the browser keeps nothing.
  let keeping = false;

  async function take() {
    if (!(await TapQueue.ready())) return;
    await TapQueue.forget(page.run, page.asOf);
    TapQueue.onChange(show);
    await show();
    let busy = Promise.resolve();
    form.addEventListener("click", (event) => {
      const button = event.target.closest("button[name=tap]");
      if (!button || !keeping) return;
      event.preventDefault();
      // The card shrinks under the finger: the second touch of a double one would hit its neighbour.
      if (event.detail > 1) return;
      const { value } = button;
      busy = busy.then(() => tap(value)).then(() => moveOn(button)).catch(() => post(button, value));
    });
    keeping = true;
    form.dataset.taken = "yes";
    if (navigator.storage && navigator.storage.persist) navigator.storage.persist();
  }

  // The touched button is gone; who works by keyboard goes on beside it.
  function moveOn(button) {
    const row = button.closest("[data-bag]") || button.closest("[data-door]").querySelector("[data-bag]");
    const next = row.dataset.state === "open" ? ".tap-given" : "[data-undo]";
    if (button.offsetParent === null) row.querySelector(next).focus({ preventScroll: true });
  }

  // The browser could not write the tap down: the form carries it, now and from here on.
  function post(button, value) {
    keeping = false;
    button.value = value;
    button.click();
  }

  take();
})();
