// Adds "one fewer" and "one more" to a headcount. Without this file the number is simply typed.
const MINUS = "\u2212";

function step(input, by) {
  const least = Number(input.dataset.min ?? 0);
  const most = Number(input.dataset.max ?? Infinity);
  const next = Math.min(most, Math.max(least, (Number.parseInt(input.value, 10) || 0) + by));
  if (String(next) === input.value) return;
  input.value = next;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

function makeButton(sign, words, input, by) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "count__step";
  button.textContent = sign;
  button.setAttribute("aria-label", words);
  button.setAttribute("aria-controls", input.id);
  button.addEventListener("click", () => step(input, by));
  return button;
}

export function startCounts(root = document) {
  for (const input of root.querySelectorAll("[data-count]:not([data-count-ready])")) {
    const label = input.dataset.count;
    input.dataset.countReady = "";
    input.before(makeButton(MINUS, `One fewer in ${label}`, input, -1));
    input.after(makeButton("+", `One more in ${label}`, input, 1));
    const said = document.createElement("span");
    said.className = "govuk-visually-hidden";
    said.setAttribute("role", "status");
    input.parentElement.append(said);
    input.addEventListener("change", () => {
      said.textContent = `${input.value} in ${label}`;
    });
  }
}
