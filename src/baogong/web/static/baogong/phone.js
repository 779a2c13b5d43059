// The phone desk without a mouse. Each page works without this too.

const search = document.querySelector("#door-q");
const count = document.querySelector("[data-door-count]");

// The doors that were found, as a list of which one is always chosen: arrows move, Enter opens.
const doors = () => [...document.querySelectorAll("#door-results .door-list li")];
const chosen = () => doors().find((door) => door.ariaSelected === "true");

function choose(door) {
  for (const other of doors()) other.ariaSelected = String(other === door);
  search.setAttribute("aria-activedescendant", door.id);
  door.scrollIntoView({ block: "nearest" });
}

function showDoors() {
  const found = doors();
  search.ariaExpanded = String(found.length > 0);
  search.removeAttribute("aria-activedescendant");
  count.textContent = document.querySelector("#door-results").dataset.count ?? "";
  if (!found.length) return;
  document.querySelector("#door-list").role = "listbox";
  for (const door of found) {
    door.role = "option";
    door.querySelector("a").tabIndex = -1;
  }
  choose(found[0]);
}

// What stands in the list may still be the answer to fewer letters; then the server decides.
const upToDate = () => document.querySelector("#door-results").dataset.foundFor === search.value.trim();

function searchKey(event) {
  const found = doors();
  const at = found.indexOf(chosen());
  if (event.key === "Enter" && at >= 0 && upToDate()) {
    event.preventDefault();
    found[at].querySelector("a").click();
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && found.length) {
    event.preventDefault();
    choose(found.at((at + (event.key === "ArrowDown" ? 1 : -1)) % found.length));
  }
}

// Arrows lead from package to package; in a field of numbers they would change the number.
function rowKey(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const rows = [...document.querySelectorAll(".count-cell")];
  rows[rows.indexOf(event.target) + step]?.focus();
}

const isTyping = (field) => field === search || field.matches("[type=text], textarea");

// One key for each step, as the page's aria-keyshortcuts say. Behind an input method the key itself stays unknown.
function shortcut(event) {
  const key = event.key === "Process" ? event.code.replace("Key", "") : event.key;
  const name = key.length === 1 ? key.toUpperCase() : key;
  const target = document.querySelector(`[data-keys] [aria-keyshortcuts="${CSS.escape(name)}"]`);
  if (!target || (name.length === 1 && (isTyping(event.target) || !event.target.closest("[data-keys]")))) return;
  event.preventDefault();
  if (target.type === "search") target.select();
  else target.click();
  if (target.type !== "radio") target.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target === search && !event.isComposing) searchKey(event);
  if (event.target.matches(".count-cell")) rowKey(event);
  if (!event.defaultPrevented && !event.isComposing) shortcut(event);
});

// Add or replace: the question comes before the reading back.
document.addEventListener("submit", (event) => {
  const answers = [...event.target.querySelectorAll("[name=on_existing][type=radio]")];
  if (!answers.length || answers.some((answer) => answer.checked)) return;
  event.preventDefault();
  answers[0].closest("fieldset").classList.add("field-wrong");
  answers[0].focus();
}, true);

document.addEventListener("focusin", (event) => {
  if (event.target.matches(".count-cell")) event.target.select();
});
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id === "door-results") showDoors();
});

if (search) {
  search.role = "combobox";
  search.setAttribute("aria-autocomplete", "list");
  search.setAttribute("aria-controls", "door-list");
  showDoors();
  document.querySelector("form[method=post] [aria-invalid=true], form[method=post] .field-wrong input")?.focus();
  // Where nothing can be ordered no field has the focus, and the keys would lead nowhere.
  if (!document.querySelector("[data-keys] [autofocus]")) document.querySelector("[data-keys] a[aria-keyshortcuts]")?.focus();
}
