// Text and record show each other, and citations can be copied. The pages work without this.

const lit = new Set();

function dim() {
  for (const one of lit) one.classList.remove("lit");
  lit.clear();
}

function show(from) {
  dim();
  const beside = from.closest(".record");
  // The words may belong to several; what is pointed to in the record is one.
  const labels = new Set(from.dataset.of.split(" "));
  for (const one of document.querySelectorAll("[data-of]")) {
    if (one.dataset.of.split(" ").some((label) => labels.has(label))) {
      one.classList.add("lit");
      lit.add(one);
    }
  }
  const there = [...lit].find((one) => Boolean(one.closest(".record")) !== Boolean(beside) && !one.classList.contains("ref"));
  if (there && !beside) there.scrollIntoView({ block: "nearest" });
}

document.addEventListener("focusin", (event) => {
  const from = event.target.closest?.("[data-of]");
  if (from) show(from);
});

// A page that scrolls under a resting pointer sends "mouseover" as well: only one that moved points at something.
let rested = "";
document.addEventListener("mouseover", (event) => {
  const at = `${event.screenX} ${event.screenY}`;
  if (at === rested) return;
  rested = at;
  const from = event.target.closest?.("[data-of]");
  if (from) show(from);
  else dim();
});

// On a phone, filters that are not used stand behind their name.
if (window.matchMedia("(max-width: 56rem)").matches) {
  for (const box of document.querySelectorAll(".filter-box:not([data-used])")) box.open = false;
}

// On a phone, maps are looked at from their middle.
for (const frame of document.querySelectorAll(".drawing:has([href*='map.svg']) .picture-frame")) {
  frame.scrollLeft = (frame.scrollWidth - frame.clientWidth) / 2;
}

for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = "Copy"), 2000);
  });
}
