/** Opens the element's <dialog> above everything; Escape and a click beside it close it, and its element is told. */
export function openDialog(host: HTMLElement): void {
  const dialog = host.querySelector("dialog");
  if (dialog === null || dialog.open) return;
  dialog.addEventListener("close", () => host.dispatchEvent(new CustomEvent("hub-dialog-closed", { bubbles: true })), { once: true });
  dialog.addEventListener("mousedown", (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.showModal();
}

export function closeDialog(host: HTMLElement): void {
  host.querySelector("dialog")?.close();
}
