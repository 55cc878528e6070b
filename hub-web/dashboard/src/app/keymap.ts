import type { Clock } from "../core/clock.ts";
import type { Disposable } from "../core/lifecycle.ts";

export type Command =
  | "previous-session"
  | "next-session"
  | "attention"
  | "terminal"
  | "changes"
  | "history"
  | "sessions"
  | "new-session"
  | "filter"
  | "help"
  | "theme"
  | "copy"
  | "paste"
  | "find"
  | "font-larger"
  | "font-smaller";

/** Where the focus is: a terminal and a text field keep every plain key for themselves. */
export type Place = "page" | "text" | "terminal";

export interface Binding {
  readonly command: Command;
  /** Chords that run it: "n", "?", "g t", or with modifiers and the position of the key, "Alt+Digit1". */
  readonly chords: readonly string[];
  /** How the help shows the chords. */
  readonly keys: string;
  readonly says: string;
  readonly places: readonly Place[];
  readonly group: string;
}

const EVERYWHERE: readonly Place[] = ["page", "text", "terminal"];
const NOT_TERMINAL: readonly Place[] = ["page"];

export const bindings: readonly Binding[] = [
  { group: "Anywhere, also in the terminal", command: "previous-session", chords: ["Alt+ArrowUp"], keys: "Alt ↑", says: "Previous session", places: EVERYWHERE },
  { group: "Anywhere, also in the terminal", command: "next-session", chords: ["Alt+ArrowDown"], keys: "Alt ↓", says: "Next session", places: EVERYWHERE },
  { group: "Anywhere, also in the terminal", command: "attention", chords: ["Alt+Digit9"], keys: "Alt 9", says: "Next session that needs you", places: EVERYWHERE },
  { group: "Anywhere, also in the terminal", command: "terminal", chords: ["Alt+Digit1"], keys: "Alt 1", says: "Terminal", places: EVERYWHERE },
  { group: "Anywhere, also in the terminal", command: "changes", chords: ["Alt+Digit2"], keys: "Alt 2", says: "Changes", places: EVERYWHERE },
  { group: "Anywhere, also in the terminal", command: "history", chords: ["Alt+Digit3"], keys: "Alt 3", says: "History", places: EVERYWHERE },
  { group: "Anywhere, also in the terminal", command: "sessions", chords: ["Alt+Digit0"], keys: "Alt 0", says: "Leave the terminal, to the list", places: EVERYWHERE },
  { group: "In the terminal", command: "copy", chords: ["Ctrl+Shift+KeyC"], keys: "Ctrl ⇧ C", says: "Copy the selection", places: ["terminal"] },
  { group: "In the terminal", command: "paste", chords: ["Ctrl+Shift+KeyV"], keys: "Ctrl ⇧ V", says: "Paste", places: ["terminal"] },
  { group: "In the terminal", command: "find", chords: ["Ctrl+Shift+KeyF"], keys: "Ctrl ⇧ F", says: "Find in the scrollback", places: ["terminal", "text"] },
  { group: "In the terminal", command: "font-larger", chords: ["Ctrl+Shift+Period"], keys: "Ctrl ⇧ .", says: "Larger text", places: EVERYWHERE },
  { group: "In the terminal", command: "font-smaller", chords: ["Ctrl+Shift+Comma"], keys: "Ctrl ⇧ ,", says: "Smaller text", places: EVERYWHERE },
  { group: "Outside the terminal", command: "new-session", chords: ["n"], keys: "N", says: "New session", places: NOT_TERMINAL },
  { group: "Outside the terminal", command: "attention", chords: ["a"], keys: "A", says: "Next session that needs you", places: NOT_TERMINAL },
  { group: "Outside the terminal", command: "filter", chords: ["/"], keys: "/", says: "Filter the list", places: NOT_TERMINAL },
  { group: "Outside the terminal", command: "terminal", chords: ["g t"], keys: "G T", says: "Go to the terminal", places: NOT_TERMINAL },
  { group: "Outside the terminal", command: "changes", chords: ["g d"], keys: "G D", says: "Go to the changes", places: NOT_TERMINAL },
  { group: "Outside the terminal", command: "history", chords: ["g h"], keys: "G H", says: "Go to the history", places: NOT_TERMINAL },
  { group: "Outside the terminal", command: "sessions", chords: ["g s"], keys: "G S", says: "Go to the list", places: NOT_TERMINAL },
  { group: "Outside the terminal", command: "theme", chords: ["g l"], keys: "G L", says: "Light or dark", places: NOT_TERMINAL },
  { group: "Outside the terminal", command: "help", chords: ["?"], keys: "?", says: "This help", places: NOT_TERMINAL },
];

export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}

export function chordOf(press: KeyPress): string {
  if (!press.ctrlKey && !press.altKey && !press.metaKey) return press.key;
  const modifiers = [press.ctrlKey && "Ctrl", press.altKey && "Alt", press.metaKey && "Meta", press.shiftKey && "Shift"];
  return [...modifiers.filter((one) => one !== false), press.code].join("+");
}

const SEQUENCE_MS = 1_200;

/** Turns key presses into commands; remembers for a moment the first key of a sequence such as "g t". */
export class Keymap {
  private prefix = "";
  private expiry: Disposable | undefined;

  constructor(private readonly clock: Clock) {}

  press(press: KeyPress, place: Place): Command | "prefix" | undefined {
    const chord = chordOf(press);
    const sequence = this.prefix === "" ? chord : `${this.prefix} ${chord}`;
    this.forget();
    const command = commandFor(sequence, place) ?? commandFor(chord, place);
    if (command !== undefined) return command;
    if (!startsSequence(chord, place)) return undefined;
    this.prefix = chord;
    this.expiry = this.clock.after(SEQUENCE_MS, () => this.forget());
    return "prefix";
  }

  private forget(): void {
    this.prefix = "";
    this.expiry?.dispose();
  }
}

/** Whether the dashboard keeps this key from the program in the terminal. */
export function isReservedInTerminal(press: KeyPress): boolean {
  return commandFor(chordOf(press), "terminal") !== undefined;
}

function commandFor(chord: string, place: Place): Command | undefined {
  return bindings.find((one) => one.places.includes(place) && one.chords.includes(chord))?.command;
}

function startsSequence(chord: string, place: Place): boolean {
  return bindings.some((one) => one.places.includes(place) && one.chords.some((known) => known.startsWith(`${chord} `)));
}
