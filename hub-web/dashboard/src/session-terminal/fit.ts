export interface Size {
  readonly columns: number;
  readonly rows: number;
}

export interface Box {
  readonly width: number;
  readonly height: number;
}

const SMALLEST: Size = { columns: 20, rows: 5 };
const LARGEST: Size = { columns: 500, rows: 300 };
const SMALLEST_FONT = 5;

/** How many whole cells a box holds. */
export function fit(box: Box, cell: Box): Size {
  return {
    columns: clamp(Math.floor(box.width / cell.width), SMALLEST.columns, LARGEST.columns),
    rows: clamp(Math.floor(box.height / cell.height), SMALLEST.rows, LARGEST.rows),
  };
}

/** The largest font, in half pixels and not above the chosen one, with which a size that somebody else drives fits into the box. */
export function fontFor(size: Size, box: Box, cell: Box, chosen: number): number {
  const scale = Math.min(box.width / (size.columns * cell.width), box.height / (size.rows * cell.height));
  if (scale >= 1) return chosen;
  return Math.max(SMALLEST_FONT, Math.floor(chosen * scale * 2) / 2);
}

export function sameSize(a: Size, b: Size): boolean {
  return a.columns === b.columns && a.rows === b.rows;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, Number.isFinite(value) ? value : low));
}
