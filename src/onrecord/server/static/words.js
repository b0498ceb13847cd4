// Words that are selected in an article's text become those of the form, with their place in it: in characters (code points), as the record counts.

const form = document.querySelector(".words-form");
const text = document.querySelector("section.text");
const length = (words) => [...words].length;

// The pieces of the text that are the article's own: numbers of statements and what only screen readers hear are not.
function* pieces() {
  for (const block of text.querySelectorAll(".block[data-start]")) {
    let start = Number(block.dataset.start);
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.parentElement.closest(".ref, .unseen")) continue;
      yield { node, block, start };
      start += length(node.data);
    }
  }
}

function selected(range) {
  let found = null;
  for (const { node, block, start } of pieces()) {
    if (!range.intersectsNode(node)) continue;
    const from = node === range.startContainer ? range.startOffset : 0;
    const to = node === range.endContainer ? range.endOffset : node.length;
    if (from >= to) continue;
    found ??= { start: start + length(node.data.slice(0, from)), words: "", block };
    found.words += (block === found.block ? "" : "\n") + node.data.slice(from, to);
    found.block = block;
    found.end = start + length(node.data.slice(0, to));
  }
  return found;
}

function take() {
  const selection = document.getSelection();
  if (selection.isCollapsed || !selection.rangeCount || form.contains(selection.anchorNode)) return;
  const found = selected(selection.getRangeAt(0));
  if (!found?.words.trim()) return;
  const { words, start, end } = found;
  form.elements.words.value = words.trim();
  form.elements.start.value = start + length(words) - length(words.trimStart());
  form.elements.end.value = end - (length(words) - length(words.trimEnd()));
  form.classList.add("taken");
}

for (const kind of ["mouseup", "touchend", "keyup"]) document.addEventListener(kind, () => setTimeout(take));

form.elements.words.addEventListener("input", () => {
  form.elements.start.value = form.elements.end.value = "";
});
