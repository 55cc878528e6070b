export type BarKey = "Esc" | "Tab" | "Up" | "Down" | "Left" | "Right" | "Enter";

const PLAIN: Readonly<Record<BarKey, string>> = {
  Esc: "\x1b",
  Tab: "\t",
  Enter: "\r",
  Up: "\x1b[A",
  Down: "\x1b[B",
  Right: "\x1b[C",
  Left: "\x1b[D",
};

/** What a key of the bar types; arrows depend on what the program asked for. */
export function sequence(key: BarKey, applicationCursorKeys: boolean, ctrl: boolean): string {
  const plain = PLAIN[key];
  if (!plain.startsWith("\x1b[")) return plain;
  if (ctrl) return `\x1b[1;5${plain.slice(2)}`;
  return applicationCursorKeys ? `\x1bO${plain.slice(2)}` : plain;
}

/** The control character of a typed one: Ctrl with "c" is 0x03. Others stay as they are. */
export function withCtrl(text: string): string {
  const code = text.length === 1 ? text.toUpperCase().charCodeAt(0) : 0;
  if (code === 0x20) return "\x00";
  return code >= 0x40 && code <= 0x5f ? String.fromCharCode(code & 0x1f) : text;
}
