import type { AgentEvidence, Session, SessionState, ViewerMode } from "./model.ts";

/** The first byte of a binary frame. */
const OUTPUT = 0x00;
const BUFFER = 0x01;
const INPUT = 0x00;

/** A text frame must stay under 1 MiB on the server, escapes and envelope included. */
const PASTE_BYTES = 1_000_000;

export type ClientMessage =
  | { type: "session:attach"; ticket: string; columns: number; rows: number; encoding: "binary" }
  | { type: "terminal:paste"; data: string }
  | { type: "terminal:resize"; columns: number; rows: number }
  | { type: "terminal:ack"; bytes: number }
  | { type: "ping" };

export interface Attached {
  readonly type: "session:attached";
  readonly session: Session;
  readonly window?: string | number;
  readonly columns: number;
  readonly rows: number;
  readonly mode: ViewerMode;
}

export interface TerminalEnd {
  readonly type: "terminal:end";
  readonly exitCode?: number;
  readonly reason?: string;
}

export type ServerMessage =
  | Attached
  | { readonly type: "terminal:buffer"; readonly bytes: Uint8Array }
  | { readonly type: "terminal:output"; readonly bytes: Uint8Array }
  | { readonly type: "terminal:resized"; readonly columns: number; readonly rows: number }
  | { readonly type: "session:state"; readonly state: SessionState; readonly agent?: AgentEvidence }
  | TerminalEnd
  | { readonly type: "error"; readonly code: string; readonly message: string }
  | { readonly type: "pong" };

/** A frame of the server, or undefined for one that this version does not know. */
export function decodeFrame(data: string | ArrayBuffer): ServerMessage | undefined {
  return typeof data === "string" ? decodeText(data) : decodeBinary(new Uint8Array(data));
}

function decodeBinary(frame: Uint8Array): ServerMessage | undefined {
  const bytes = frame.subarray(1);
  if (frame[0] === OUTPUT) return { type: "terminal:output", bytes };
  if (frame[0] === BUFFER) return { type: "terminal:buffer", bytes };
  return undefined;
}

function decodeText(text: string): ServerMessage | undefined {
  const message = JSON.parse(text) as { type?: string; data?: string };
  if (message.type === "terminal:output" || message.type === "terminal:buffer") {
    return { type: message.type, bytes: new TextEncoder().encode(message.data ?? "") };
  }
  return message as ServerMessage;
}

export function inputFrame(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(bytes.length + 1);
  frame[0] = INPUT;
  frame.set(bytes, 1);
  return frame;
}

/** A paste in as few frames as the server's limit allows, never splitting a character. */
export function pasteFrames(text: string, limit = PASTE_BYTES): ClientMessage[] {
  const frames: ClientMessage[] = [];
  let start = 0;
  while (start < text.length) {
    const end = pieceEnd(text, start, limit);
    frames.push({ type: "terminal:paste", data: text.slice(start, end) });
    start = end;
  }
  return frames;
}

function pieceEnd(text: string, start: number, limit: number): number {
  let bytes = 0;
  let at = start;
  while (at < text.length) {
    const code = text.codePointAt(at) ?? 0;
    const cost = encodedLength(code);
    if (bytes + cost > limit && at > start) return at;
    bytes += cost;
    at += code > 0xffff ? 2 : 1;
  }
  return at;
}

/** Bytes of one character as UTF-8 inside a JSON string. */
function encodedLength(code: number): number {
  if (code < 0x20 || (code >= 0xd800 && code <= 0xdfff)) return 6;
  if (code === 0x22 || code === 0x5c) return 2;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}
