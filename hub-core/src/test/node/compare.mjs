// Replays what viewers were given, and compares each late viewer with the one that saw everything, cell by cell.
// usage: node compare.mjs FOLDER    FOLDER holds "all" and "late-0", "late-1", ...; prints one JSON object.
import { readFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import headless from "@xterm/headless";
import unicode from "@xterm/addon-unicode11";

const folder = process.argv[2];
const SCROLLBACK = 10_000;
const MODES = ["applicationCursorKeysMode", "applicationKeypadMode", "insertMode", "mouseTrackingMode", "originMode", "wraparoundMode"];

/** Steps of one viewer: B columns rows data, O data, R columns rows, C (a cut). */
function* steps(file) {
  const bytes = readFileSync(file);
  let at = 0;
  while (at < bytes.length) {
    const kind = String.fromCharCode(bytes[at]);
    const [columns, rows, length] = [1, 5, 9].map((offset) => bytes.readUInt32BE(at + offset));
    yield { kind, columns, rows, data: bytes.subarray(at + 13, at + 13 + length) };
    at += 13 + length;
  }
}

class Viewer {
  constructor() {
    this.terminal = new headless.Terminal({ cols: 120, rows: 40, scrollback: SCROLLBACK, allowProposedApi: true });
    this.terminal.loadAddon(new unicode.Unicode11Addon());
    this.terminal.unicode.activeVersion = "11";
  }

  async take({ kind, columns, rows, data }) {
    if (kind === "R" || kind === "B") this.terminal.resize(columns, rows);
    if (kind === "B") this.terminal.reset();
    if (kind === "B" || kind === "O") await new Promise((done) => this.terminal.write(data, done));
  }

  picture() {
    const { terminal } = this;
    const { active, normal } = terminal.buffer;
    const lines = [];
    for (let y = active.baseY; y < active.baseY + terminal.rows; y++) lines.push(this.cells(active.getLine(y)));
    const history = [];
    for (let y = 0; y < normal.baseY; y++) history.push(normal.getLine(y).translateToString(true));
    return {
      lines,
      text: lines.map((line) => line.map((cell) => cell.text).join("").trimEnd()),
      history,
      // Without wrap-around, behind the last column and on it are the same place.
      cursor: [active.type, terminal.modes.wraparoundMode ? active.cursorX : Math.min(active.cursorX, terminal.cols - 1), active.cursorY, terminal._core.coreService.isCursorHidden].join(" "),
      modes: MODES.map((mode) => `${mode}=${terminal.modes[mode]}`).join(" "),
    };
  }

  cells(line) {
    return Array.from({ length: this.terminal.cols }, (_, x) => {
      const cell = line.getCell(x);
      const colours = [cell.getFgColorMode(), cell.getFgColor(), cell.getBgColorMode(), cell.getBgColor()];
      const flags = [cell.isBold(), cell.isDim(), cell.isItalic(), cell.isUnderline(), cell.isInverse(), cell.isBlink(), cell.isStrikethrough(), cell.isInvisible()];
      return { text: cell.getWidth() === 0 ? "" : cell.getChars() || " ", all: [cell.getWidth(), ...colours, ...flags.map(Number)].join(",") };
    });
  }
}

function compared(expected, actual) {
  let same = 0;
  let cells = 0;
  const wrong = [];
  expected.lines.forEach((line, y) =>
    line.forEach((cell, x) => {
      const other = actual.lines[y]?.[x];
      cells++;
      if (other && other.text === cell.text && other.all === cell.all) same++;
      else if (wrong.length < 3) wrong.push(`${y},${x}: "${cell.text}" ${cell.all} but "${other?.text}" ${other?.all}`);
    }),
  );
  const textWrong = expected.text.findIndex((line, y) => line !== actual.text[y]);
  const depth = Math.min(expected.history.length, actual.history.length);
  const historyWrong = expected.history.slice(expected.history.length - depth).findIndex((line, y) => line !== actual.history[actual.history.length - depth + y]);
  return {
    cells: same / cells,
    text: textWrong < 0 ? "" : `row ${textWrong}: "${expected.text[textWrong]}" but "${actual.text[textWrong]}"`,
    history: historyWrong < 0 ? "" : `line ${historyWrong} of ${depth}: "${expected.history.at(historyWrong - depth)}" but "${actual.history.at(historyWrong - depth)}"`,
    historyMissing: expected.history.length - actual.history.length,
    cursor: expected.cursor === actual.cursor ? "" : `${expected.cursor} but ${actual.cursor}`,
    modes: expected.modes === actual.modes ? "" : `${expected.modes} but ${actual.modes}`,
    wrong,
  };
}

const everything = new Viewer();
const atCut = [];
for (const step of steps(join(folder, "all"))) {
  if (step.kind === "C") atCut.push(everything.picture());
  else await everything.take(step);
}
const atEnd = everything.picture();

const results = [];
for (let k = 0; existsSync(join(folder, `late-${k}`)); k++) {
  const late = new Viewer();
  let cut;
  for (const step of steps(join(folder, `late-${k}`))) {
    await late.take(step);
    if (step.kind === "B") cut ??= late.picture();
  }
  results.push({ cut: compared(atCut[k], cut), end: compared(atEnd, late.picture()) });
}
const verdict = (result, when) => [
  `${when}.cells=${result.cells}`,
  ...["text", "history", "cursor", "modes"].map((aspect) => `${when}.${aspect}=${result[aspect].replaceAll("\n", " ")}`),
  `${when}.historyMissing=${result.historyMissing}`,
  ...result.wrong.map((cell, k) => `${when}.wrong.${k}=${cell}`),
];
results.forEach((result, k) => {
  for (const line of [...verdict(result.cut, "cut"), ...verdict(result.end, "end")]) console.log(`${k}.${line}`);
});
