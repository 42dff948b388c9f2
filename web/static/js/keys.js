// The key `/` puts the cursor into the search box, wherever nothing else is being written.

const WRITTEN_IN = "input, textarea, select, [contenteditable]";

export function startKeys() {
  document.addEventListener("keydown", (event) => {
    const box = document.getElementById("q");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (!box || event.target.closest?.(WRITTEN_IN)) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
}
