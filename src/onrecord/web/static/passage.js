// The passage of a report that is selected in the page.

// The code point of the report's text at which a place in the page stands; JavaScript itself counts UTF-16 units.
function codePoint(sheet, node, offset) {
  const holder = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-at]");
  if (!holder || !sheet.contains(holder)) return null;
  const before = document.createRange();
  before.setStart(holder, 0);
  before.setEnd(node, offset);
  return Number(holder.dataset.at) + [...before.toString()].length;
}

export function chosenPassage(sheet) {
  const selection = getSelection();
  if (selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const start = codePoint(sheet, range.startContainer, range.startOffset);
  const end = codePoint(sheet, range.endContainer, range.endOffset);
  return start !== null && end !== null && start < end ? `${start}-${end}` : null;
}
