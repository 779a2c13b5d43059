// The field of a scale adds up like a calculator: what it comes to is shown while it is typed. It
// reads as read_weight of values/quantity.py does, which decides. Enter after a plus waits for the
// next turn, so that a scale that sends Enter may be told before or after its reading.
const units = JSON.parse(document.querySelector("[data-units]").dataset.units);
const bare = document.querySelector("#pack [name=unit]");
const WAITS = /[+＋\-－−]\s*$/;
const PART = /([+-]?)([\d.]+)([^\d.+-]*)/g;

/** Grams, or NaN for what is no sum of weights; a sign at the end waits for its weight. */
function gramsOf(typed) {
  const text = typed.replace(/[+-]$/, "");
  const parts = [...text.matchAll(PART)];
  if (text.replace(PART, "") || parts.some(([, , , unit]) => !unit !== !parts[0][3])) return NaN;
  let grams = 0;
  let sign = 1;
  for (const [, mark, number, unit] of parts) {
    if (mark) sign = mark === "-" ? -1 : 1;
    grams += sign * Number(number) * (unit ? units[unit] : Number(bare.value));
  }
  return grams;
}

/** Without blanks, and without the plus that some scales send before each weight: only two at the
 * beginning go on from the last reading. */
function folded(text) {
  const plain = text.normalize("NFKC").replaceAll("。", ".").replaceAll("−", "-").toLowerCase();
  const [, pluses, weights] = plain.replace(/\s/g, "").match(/^(\+*)(.*)$/);
  return (pluses.length > 1 ? "+" : "") + weights.replaceAll("++", "+");
}

for (const sum of document.querySelectorAll("[data-sum-of]")) {
  const field = document.getElementById(sum.dataset.sumOf);
  const onto = Number(sum.dataset.onto);
  const before = sum.textContent;
  const inJin = (grams) => `${Number((grams / 500).toFixed(3))} ${sum.dataset.jin}`;
  const show = () => {
    const typed = folded(field.value);
    const adds = onto && typed.startsWith("+");
    const grams = gramsOf(typed) + (adds ? onto : 0);
    const text = `${adds ? `${inJin(onto)} ` : ""}${typed} = ${inJin(grams)}`;
    sum.textContent = typed ? (grams > 0 ? text : "") : before;
  };
  field.addEventListener("input", show);
  bare.addEventListener("change", show);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && WAITS.test(field.value)) event.preventDefault();
  });
  const plus = sum.parentElement.querySelector("[data-plus]");
  plus.hidden = false;
  plus.addEventListener("click", () => {
    field.value = field.value.replace(/\++$/, "") + "+";
    if (field.value === "+") field.value = "++"; // goes on from the last reading
    field.focus();
    show();
  });
}
