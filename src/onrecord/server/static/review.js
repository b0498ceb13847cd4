// The review queue by keyboard: j and k move, a accepts, r rejects, e corrects, u undoes. Keys count only while the queue has the focus.

const items = [...document.querySelectorAll(".queue > .item")];
const form = document.getElementById("decide");
const back = form.elements.then.value;

function current() {
  return items.findIndex((item) => item.contains(document.activeElement));
}

function move(to) {
  const item = items[Math.max(0, Math.min(items.length - 1, to))];
  item?.focus({ preventScroll: true });
  if (item !== items[0]) item?.scrollIntoView({ block: "nearest" });
}

// What is decided leaves the queue: afterwards the next item has the focus.
form.addEventListener("submit", () => {
  const next = items[current() + 1] ?? items[current() - 1];
  form.elements.then.value = next ? `${back}#${next.id}` : back;
});

document.addEventListener("keydown", (event) => {
  const at = current();
  const isWritten = event.target.closest("input, textarea, select");
  if (at < 0 || isWritten || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "j") move(at + 1);
  else if (event.key === "k") move(at - 1);
  else if (event.key === "u") document.querySelector("[data-undo]")?.click();
  else items[at].querySelector(`[data-key="${CSS.escape(event.key)}"]`)?.click();
});

for (const told of document.querySelectorAll(".keys")) told.hidden = false;
move(Math.max(0, items.findIndex((item) => `#${item.id}` === location.hash)));
