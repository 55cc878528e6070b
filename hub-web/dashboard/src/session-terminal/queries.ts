import { Disposables, type Disposable } from "../core/lifecycle.ts";

interface FunctionIdentifier {
  prefix?: string;
  intermediates?: string;
  final: string;
}

/** The part of xterm.js that takes handlers for escape sequences. */
export interface SequenceParser {
  registerCsiHandler(id: FunctionIdentifier, callback: (params: (number | number[])[]) => boolean): Disposable;
  registerDcsHandler(id: FunctionIdentifier, callback: (data: string, params: (number | number[])[]) => boolean): Disposable;
  registerOscHandler(ident: number, callback: (data: string) => boolean): Disposable;
}

/** Sequences that do nothing but ask: device attributes, status and cursor reports, modes, version, key protocol, window reports. */
const CSI_QUERIES: readonly FunctionIdentifier[] = [
  { final: "c" },
  { prefix: ">", final: "c" },
  { prefix: "=", final: "c" },
  { final: "n" },
  { prefix: "?", final: "n" },
  { intermediates: "$", final: "p" },
  { prefix: "?", intermediates: "$", final: "p" },
  { prefix: ">", final: "q" },
  { final: "x" },
  { final: "t" },
  { prefix: "?", final: "u" },
  { prefix: ">", final: "u" },
  { prefix: "<", final: "u" },
  { prefix: "=", final: "u" },
];

/** DECRQSS and XTGETTCAP. */
const DCS_QUERIES: readonly FunctionIdentifier[] = [
  { intermediates: "$", final: "q" },
  { intermediates: "+", final: "q" },
];

/** Palette, text, background, cursor and selection colours: setting them is output, asking for them is not. */
const OSC_COLOURS = [4, 5, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19] as const;

/**
 * The terminal inside the session has already answered every query. An answer of a viewer would be typed into the program
 * a second time, so the emulator never gets to see one. Clipboard access (OSC 52) is refused too: what a session prints
 * is not to be trusted.
 */
export function swallowQueries(parser: SequenceParser): Disposable {
  const handlers = new Disposables();
  for (const id of CSI_QUERIES) handlers.add(parser.registerCsiHandler(id, () => true));
  for (const id of DCS_QUERIES) handlers.add(parser.registerDcsHandler(id, () => true));
  for (const code of OSC_COLOURS) handlers.add(parser.registerOscHandler(code, (data) => data.split(";").includes("?")));
  handlers.add(parser.registerOscHandler(52, () => true));
  return handlers;
}
