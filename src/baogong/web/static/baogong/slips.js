// Typing slips by building without a mouse. Without JavaScript Tab goes on and Enter sends.
const grid = document.querySelector("[data-slip-grid]");
const rows = grid ? [...grid.querySelectorAll("tr[data-door]")] : [];

const cellsOf = (row) => [...row.querySelectorAll("input.count-cell")];

function go(row, column) {
  const cell = row && cellsOf(row)[column];
  if (cell) {
    cell.focus();
    cell.select();
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  return Boolean(cell);
}

function move(event) {
  const cell = event.target.closest("input.count-cell");
  if (!cell) return;
  const row = cell.closest("tr");
  const at = rows.indexOf(row);
  const column = cellsOf(row).indexOf(cell);
  const steps = {
    ArrowUp: [at - 1, column],
    ArrowDown: [at + 1, column],
    ArrowLeft: [at, column - 1],
    ArrowRight: [at, column + 1],
    Enter: [at + 1, 0],
  };
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    grid.requestSubmit();
  } else if (event.key in steps && !event.isComposing) {
    event.preventDefault();
    const [next, beside] = steps[event.key];
    if (!go(rows[next], beside) && event.key === "Enter") {
      grid.querySelector("button.btn-primary").focus();
    }
  }
}

const plain = (text) => text.toUpperCase().replace(/[\s-]/g, "");

// "602" finds room 602 and not 1602, "02" the one door that ends so; a scanner types a slip's whole
// address.
function found(text) {
  const typed = text.split("/").pop().trim().toUpperCase();
  const wanted = plain(typed);
  if (!wanted) return [];
  const ways = [
    (row) => [row.dataset.door, row.dataset.code].some((name) => plain(name) === wanted),
    (row) => row.dataset.door.toUpperCase().endsWith(`-${typed}`),
    (row) => plain(row.dataset.door).endsWith(wanted),
  ];
  return ways.map((way) => rows.filter(way)).find((those) => those.length) || [];
}

function find(event) {
  if (event.key !== "Enter") return;
  event.preventDefault();
  const note = grid.querySelector("[data-find-note]");
  const [row, ...others] = found(event.target.value);
  note.textContent = row && !others.length ? "" : [row, ...others].filter(Boolean).map((one) => one.dataset.door).slice(0, 6).join(" · ") || note.dataset.none;
  if (row && !others.length) {
    event.target.value = "";
    go(row, 0);
  }
}

if (grid) {
  grid.addEventListener("keydown", move);
  grid.querySelector("[data-find]").addEventListener("keydown", find);
  const unread = grid.querySelector("[data-read]");
  if (unread) {
    unread.focus();
    unread.select();
  }
}
