const UNITS: readonly (readonly [string, number])[] = [
  ["w", 604_800],
  ["d", 86_400],
  ["h", 3_600],
  ["m", 60],
  ["s", 1],
];

/** How long ago, in one unit: "now", "12s", "5m", "3h", "2d", "6w". */
export function age(at: string | undefined, now: number): string {
  const seconds = Math.floor((now - Date.parse(at ?? "")) / 1_000);
  if (Number.isNaN(seconds)) return "";
  for (const [unit, size] of UNITS) {
    if (seconds >= size * (unit === "s" ? 2 : 1)) return `${Math.floor(seconds / size)}${unit}`;
  }
  return "now";
}

export function ago(at: string | undefined, now: number): string {
  const text = age(at, now);
  return text === "" || text === "now" ? text : `${text} ago`;
}

export function exactTime(at: string | undefined): string {
  const time = new Date(at ?? "");
  return Number.isNaN(time.getTime()) ? "" : time.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "medium" });
}
