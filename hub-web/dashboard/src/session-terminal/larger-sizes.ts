import type { Session } from "../api/index.ts";

const GIB = 1_024 ** 3;
const CHOICES = [0.5, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 64].map((gib) => gib * GIB);
const OFFERED = 4;

/** Sizes of memory to start with after there was too little: the least is half as much again. */
export function largerSizes({ limits, usage }: Session): number[] {
  const had = limits?.memory ?? usage?.memoryLimit ?? usage?.memoryPeak ?? GIB;
  const larger = CHOICES.filter((size) => size >= had * 1.5).slice(0, OFFERED);
  return larger.length > 0 ? larger : [had * 2, had * 4];
}
