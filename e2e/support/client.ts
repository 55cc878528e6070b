import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { connect } from "node:net";
import { expect } from "@playwright/test";
import type { Hub } from "./hub.ts";

const JSON_TYPE = "application/json";

export class Answer {
  constructor(
    readonly status: number,
    readonly headers: IncomingHttpHeaders,
    readonly bytes: Buffer,
  ) {}

  get text(): string {
    return this.bytes.toString();
  }

  json<T>(): T {
    return JSON.parse(this.text) as T;
  }
}

export interface Session {
  id: string;
  name: string;
  state: string;
  reason?: string;
  branch: string;
  workspace: string;
  agent: { status: string; detail?: string };
  ended?: { exitCode?: number; cause: string };
  usage?: { memory: number; memoryLimit?: number };
}

/** A program that uses the hub without a browser: it says any header and any body it likes. */
export class Client {
  constructor(
    readonly hub: Hub,
    readonly token = "",
  ) {}

  static async login(hub: Hub, username = "admin", password = hub.password): Promise<Client> {
    const answer = await new Client(hub).post("/api/auth/login", { username, password });
    expect(answer.status, answer.text).toBe(200);
    return new Client(hub, answer.json<{ token: string }>().token);
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send("GET", path, headers);
  }

  post(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return body === undefined
      ? this.send("POST", path, headers)
      : this.send("POST", path, { "content-type": JSON_TYPE, ...headers }, Buffer.from(JSON.stringify(body)));
  }

  send(method: string, path: string, headers: Record<string, string> = {}, body?: Buffer): Promise<Answer> {
    const own: Record<string, string> = this.token === "" ? {} : { authorization: `Bearer ${this.token}` };
    return new Promise((resolve, reject) => {
      const request = httpRequest(
        { host: "127.0.0.1", port: this.hub.port, method, path, headers: { ...own, ...headers }, agent: false },
        (response) => {
          const parts: Buffer[] = [];
          response.on("data", (part: Buffer) => parts.push(part));
          response.on("end", () => resolve(new Answer(response.statusCode ?? 0, response.headers, Buffer.concat(parts))));
          response.on("error", reject);
        },
      );
      request.setTimeout(20_000, () => request.destroy(new Error(`${method} ${path} was not answered within 20 s`)));
      request.on("error", reject);
      request.end(body);
    });
  }

  async create(wanted: object = {}): Promise<Session> {
    const answer = await this.post("/api/sessions", { agent: "shell", ...wanted });
    expect(answer.status, answer.text).toBe(201);
    return answer.json<Session>();
  }

  async running(wanted: object = {}): Promise<Session> {
    return this.reaches((await this.create(wanted)).id, "RUNNING");
  }

  async session(id: string): Promise<Session> {
    return (await this.get(`/api/sessions/${id}`)).json<Session>();
  }

  async reaches(id: string, state: string, timeout = 20_000): Promise<Session> {
    await expect.poll(async () => (await this.session(id)).state, { timeout, message: `session is ${state}` }).toBe(state);
    return this.session(id);
  }
}

/** Sends bytes that no HTTP library would, and reads until the server closes. */
export function raw(hub: Hub, bytes: string | Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    const socket = connect(hub.port, "127.0.0.1", () => socket.write(bytes));
    socket.setTimeout(10_000, () => socket.destroy(new Error("the server neither answered nor closed within 10 s")));
    socket.on("data", (part) => parts.push(part));
    socket.on("error", reject);
    socket.on("close", () => resolve(Buffer.concat(parts).toString("latin1")));
  });
}

/** The answer is a problem with this status and code, as JSON, and shows nothing of the inside. */
export function expectProblem(answer: Answer, status: number, code?: string): void {
  expect(answer.status, answer.text).toBe(status);
  expect(answer.headers["content-type"], answer.text).toContain("application/problem+json");
  const problem = answer.json<{ status: number; code: string; type: string; title: string; detail: string }>();
  expect(problem.status).toBe(status);
  expect(problem.code).toMatch(/^[A-Z][A-Z_]+$/);
  if (code !== undefined) expect(problem.code).toBe(code);
  expect(answer.text).not.toMatch(/\bat (dev|java|org|com|jakarta)\.|Exception|password=/);
}
