// Quantiles, and the table of results.
export function quantile(values, q) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
}

export class Results {
  constructor() {
    this.rows = [];
  }

  add(name, value, unit, target) {
    const row = { name, value: Math.round(value * 100) / 100, unit, target, met: target === undefined ? undefined : value <= target };
    this.rows.push(row);
    console.error(`  ${name}: ${row.value} ${unit}${target === undefined ? "" : ` (target ${target}: ${row.met ? "met" : "MISSED"})`}`);
  }

  note(name, text) {
    this.rows.push({ name, text });
    console.error(`  ${name}: ${text}`);
  }

  table() {
    const lines = this.rows.map(({ name, value, unit, target, met, text }) =>
      [name, text ?? `${value} ${unit}`, target === undefined ? "" : `<= ${target} ${unit}`, met === undefined ? "" : met ? "met" : "MISSED"]);
    const widths = [0, 1, 2, 3].map((column) => Math.max(...lines.map((line) => line[column].length)));
    return lines.map((line) => line.map((cell, column) => cell.padEnd(widths[column])).join("  ").trimEnd()).join("\n");
  }
}

export async function timed(task) {
  const begun = performance.now();
  await task();
  return performance.now() - begun;
}
