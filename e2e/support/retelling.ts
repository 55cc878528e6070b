import { createServer, request as ask, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";
import type { Hub } from "./hub.ts";

type Facts = Record<string, unknown>;

/**
 * The hub with some facts told otherwise: states that take a real container, a real agent or real bad luck to reach.
 * Everything else is the hub's own; the pages cannot tell the two apart.
 */
export class Retelling {
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  /** By a session's name, what is told of it. */
  sessions: Record<string, Facts> = {};
  providers: Facts[] | undefined;
  /** The role of who asks who they are. */
  role: string | undefined;
  /** What the pages asked for, as "POST /path {body}". */
  readonly asked: string[] = [];

  constructor(private readonly hub: Hub) {
    this.server = createServer((request, response) => this.pass(request, response));
    this.server.on("connection", (socket) => this.sockets.add(socket).size);
    this.server.on("upgrade", (request, socket, head) => this.tunnel(request, socket as Socket, head));
  }

  async open(): Promise<string> {
    await new Promise<void>((listening) => this.server.listen(0, "127.0.0.1", listening));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.sockets.forEach((socket) => socket.destroy());
    await new Promise((closed) => this.server.close(closed));
  }

  private pass(request: IncomingMessage, response: ServerResponse): void {
    const { "accept-encoding": _, ...headers } = request.headers;
    const onward = ask({ host: "127.0.0.1", port: this.hub.port, method: request.method, path: request.url, headers }, (answer) => {
      const { "content-length": __, ...told } = answer.headers;
      response.writeHead(answer.statusCode ?? 502, told);
      const isJson = /json|event-stream/.test(String(answer.headers["content-type"]));
      let rest = "";
      answer.on("data", (part: Buffer) => {
        if (!isJson) return void response.write(part);
        const lines = (rest + part.toString()).split("\n");
        rest = lines.pop() ?? "";
        for (const line of lines) response.write(`${this.retold(request, line)}\n`);
      });
      answer.on("end", () => response.end(isJson ? this.retold(request, rest) : undefined));
    });
    onward.on("error", () => response.destroy());
    response.on("close", () => onward.destroy());
    const body: Buffer[] = [];
    request.on("data", (part: Buffer) => body.push(part));
    request.on("end", () => {
      if (request.method !== "GET") this.asked.push(`${request.method} ${request.url} ${Buffer.concat(body).toString()}`.trim());
      onward.end(Buffer.concat(body));
    });
  }

  private retold(request: IncomingMessage, line: string): string {
    if (request.url === "/api/providers" && this.providers !== undefined) return JSON.stringify(this.providers);
    const data = /^(data: )?([[{].*)$/.exec(line);
    if (data === null || !request.url?.startsWith("/api/")) return line;
    return (data[1] ?? "") + JSON.stringify(this.changed(JSON.parse(data[2]!)));
  }

  private changed(told: unknown): unknown {
    if (Array.isArray(told)) return told.map((one) => this.changed(one));
    if (typeof told !== "object" || told === null) return told;
    const facts = told as Facts;
    if ("username" in facts && this.role !== undefined) return { ...facts, role: this.role };
    if (Array.isArray(facts["sessions"])) return { ...facts, sessions: this.changed(facts["sessions"]) };
    return typeof facts["name"] === "string" && "state" in facts ? { ...facts, ...this.sessions[facts["name"]] } : facts;
  }

  private tunnel(request: IncomingMessage, socket: Socket, head: Buffer): void {
    const onward = connect(this.hub.port, "127.0.0.1", () => {
      const headers = request.rawHeaders.map((text, at) => (at % 2 === 0 ? `${text}: ` : `${text}\r\n`)).join("");
      onward.write(`${request.method} ${request.url} HTTP/1.1\r\n${headers}\r\n`);
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    for (const one of [socket, onward]) {
      this.sockets.add(one);
      one.on("error", () => undefined);
      one.on("close", () => [socket, onward].forEach((end) => end.destroy()));
    }
  }
}
