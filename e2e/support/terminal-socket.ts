import { expect } from "@playwright/test";
import WebSocket from "ws";
import { Client } from "./client.ts";
import type { Hub } from "./hub.ts";

export interface Frame {
  type: string;
  data?: string;
  code?: string;
  reason?: string;
  mode?: string;
  session?: { id: string };
}

export interface Ticket {
  ticket: string;
  url: string;
}

/** A terminal without a screen: keeps every frame, and the text as a late reader would see it. */
export class TerminalSocket {
  readonly frames: Frame[] = [];
  readonly binary: Buffer[] = [];
  closed: { code: number; reason: string } | undefined;
  refused: number | undefined;
  text = "";

  private constructor(readonly socket: WebSocket) {
    socket.on("message", (data: Buffer, isBinary) => (isBinary ? this.binary.push(data) : this.take(JSON.parse(data.toString()) as Frame)));
    socket.on("close", (code, reason) => (this.closed = { code, reason: reason.toString() }));
    socket.on("unexpected-response", (_, response) => (this.refused = response.statusCode));
    socket.on("error", () => undefined);
  }

  static async open(hub: Hub, headers: Record<string, string> = {}): Promise<TerminalSocket> {
    const made = new TerminalSocket(new WebSocket(`ws://127.0.0.1:${hub.port}/ws/sessions`, { headers }));
    await expect.poll(() => made.socket.readyState === WebSocket.OPEN || made.refused !== undefined).toBe(true);
    return made;
  }

  static async ticket(client: Client, id: string, mode = "write"): Promise<string> {
    const answer = await client.post(`/api/sessions/${id}/attach`, { mode });
    expect(answer.status, answer.text).toBe(200);
    return answer.json<Ticket>().ticket;
  }

  /** Attached, and drawn once. */
  static async attach(client: Client, id: string, mode = "write", more: object = {}): Promise<TerminalSocket> {
    const made = await TerminalSocket.open(client.hub);
    made.send({ type: "session:attach", ticket: await TerminalSocket.ticket(client, id, mode), columns: 100, rows: 30, ...more });
    await expect.poll(() => made.count("terminal:buffer") + made.binary.length, { message: "a buffer comes", timeout: 20_000 }).toBeGreaterThan(0);
    return made;
  }

  send(frame: object | string | Buffer): void {
    this.socket.send(typeof frame === "object" && !Buffer.isBuffer(frame) ? JSON.stringify(frame) : frame);
  }

  type(data: string): void {
    this.send({ type: "terminal:input", data });
  }

  /** The hub has read all that was sent. */
  async answered(): Promise<void> {
    this.send({ type: "ping" });
    await expect.poll(() => this.count("pong"), { message: "the hub answers" }).toBeGreaterThan(0);
  }

  count(type: string): number {
    return this.frames.filter((frame) => frame.type === type).length;
  }

  last(type: string): Frame | undefined {
    return this.frames.filter((frame) => frame.type === type).at(-1);
  }

  async shows(text: string | RegExp, timeout = 20_000): Promise<void> {
    await expect.poll(() => (typeof text === "string" ? this.text.includes(text) : text.test(this.text)), { timeout, message: `the terminal shows ${text}` }).toBe(true);
  }

  async closes(code: number | number[], timeout = 15_000): Promise<void> {
    await expect.poll(() => this.closed !== undefined, { timeout, message: `the hub closes with ${code}` }).toBe(true);
    expect([code].flat(), JSON.stringify(this.frames.slice(-2))).toContain(this.closed?.code);
  }

  close(): void {
    this.socket.terminate();
  }

  private take(frame: Frame): void {
    this.frames.push(frame);
    if (frame.type === "terminal:buffer") this.text = frame.data ?? "";
    if (frame.type === "terminal:output") this.text += frame.data ?? "";
  }
}
