/** How the lines of a hunk stand: one below the other, or old beside new. */
export type Layout = "unified" | "split";
