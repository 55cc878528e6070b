// A client of the hub: REST, and a viewer over WebSocket that acknowledges what it has processed.
import WebSocket from "ws";

const PATIENCE_MS = 60_000;

export class Api {
  constructor(url, token) {
    this.url = url;
    this.token = token;
  }

  static async login(hub) {
    const { token } = await new Api(hub.url, "").call("POST", "/api/auth/login", { username: "admin", password: hub.password });
    return new Api(hub.url, token);
  }

  async call(method, path, body) {
    const answer = await fetch(this.url + path, {
      method,
      headers: { "content-type": "application/json", ...(this.token && { authorization: `Bearer ${this.token}` }) },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text ? JSON.parse(text) : undefined;
  }

  create(command) {
    return this.call("POST", "/api/sessions", { command });
  }

  /** A session with a shell whose prompt is `ready> `. */
  shell() {
    return this.create(["env", "PS1=ready> ", "bash", "--norc", "--noprofile"]);
  }

  async delete(id) {
    await this.call("DELETE", `/api/sessions/${id}?discard=true`);
  }

  async gone(ids) {
    const wanted = new Set(ids);
    for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await new Promise((resume) => setTimeout(resume, 200))) {
      const left = (await this.call("GET", "/api/sessions")).filter((session) => wanted.has(session.id) && session.state !== "DELETED");
      if (left.length === 0) return;
    }
    throw new Error("sessions were not deleted in time");
  }

  async deleteAll() {
    const all = (await this.call("GET", "/api/sessions")).filter((session) => session.state !== "DELETED").map((session) => session.id);
    for (const id of all) await this.delete(id);
    await this.gone(all);
  }

  /** What the hub tells about sessions, from now on. */
  async events() {
    const ending = new AbortController();
    const answer = await fetch(`${this.url}/api/events`, { headers: { authorization: `Bearer ${this.token}` }, signal: ending.signal });
    if (!answer.ok) throw new Error(`GET /api/events: ${answer.status}`);
    return new Events(answer.body, ending);
  }

  async view(id, columns = 120, rows = 40, mode = "write") {
    const { ticket } = await this.call("POST", `/api/sessions/${id}/attach`, { mode });
    const viewer = new Viewer(this.url.replace("http", "ws") + "/ws/sessions");
    await viewer.attach(ticket, columns, rows);
    return viewer;
  }
}

/** The stream of events; the snapshot at its beginning counts as one of each session. */
class Events {
  constructor(body, ending) {
    this.ending = ending;
    this.wanted = () => false;
    this.read(body).catch((error) => this.failed?.(error));
  }

  /** Waits for a session as wanted; answers when it was heard of. */
  session(wanted) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error("a status never came")), PATIENCE_MS);
      this.failed = reject;
      this.wanted = (session) => {
        if (!wanted(session)) return;
        this.wanted = () => false;
        clearTimeout(timer);
        resolve(performance.now());
      };
    });
  }

  close() {
    this.failed = undefined;
    this.ending.abort();
  }

  async read(body) {
    let text = "";
    for await (const part of body.pipeThrough(new TextDecoderStream())) {
      const events = (text + part).split("\n\n");
      text = events.pop();
      for (const event of events) this.hear(event);
    }
  }

  hear(event) {
    const [, name, data] = /^event: (\S+)\ndata: (.*)$/.exec(event) ?? [];
    if (name === "session") this.wanted(JSON.parse(data));
    if (name === "snapshot") for (const session of JSON.parse(data).sessions) this.wanted(session);
  }
}

export class Viewer {
  constructor(address) {
    this.socket = new WebSocket(address, { perMessageDeflate: false });
    this.socket.binaryType = "nodebuffer";
    this.tail = "";
    this.processed = 0;
    this.unacknowledged = 0;
    this.buffers = 0;
    this.waiting = new Set();
    this.failure = undefined;
    this.onData = undefined;
    this.socket.on("message", (data, binary) => (binary ? this.picture(data) : this.control(JSON.parse(data))));
    this.socket.on("close", (code, reason) => this.fail(new Error(`closed: ${code} ${reason}`)));
    this.socket.on("error", (error) => this.fail(error));
  }

  async attach(ticket, columns, rows) {
    await this.until(() => this.socket.readyState === WebSocket.OPEN, "open", (check) => this.socket.once("open", check));
    this.send({ type: "session:attach", ticket, columns, rows, encoding: "binary" });
    await this.until(() => this.buffers > 0, "a buffer");
  }

  send(frame) {
    this.socket.send(JSON.stringify(frame));
  }

  type(text) {
    this.socket.send(Buffer.concat([Buffer.of(0), Buffer.from(text)]));
  }

  picture(data) {
    if (data[0] === 1) {
      this.buffers++;
      this.tail = "";
    }
    this.tail = (this.tail + data.toString("latin1", 1)).slice(-16384);
    this.processed += data.length - 1;
    this.unacknowledged += data.length - 1;
    if (this.unacknowledged >= 32768 || this.unacknowledged === data.length - 1) {
      this.unacknowledged = 0;
      this.send({ type: "terminal:ack", bytes: this.processed });
    } else {
      setImmediate(() => this.acknowledgeRest());
    }
    this.onData?.(data);
    this.changed();
  }

  acknowledgeRest() {
    if (this.unacknowledged === 0 || this.socket.readyState !== WebSocket.OPEN) return;
    this.unacknowledged = 0;
    this.send({ type: "terminal:ack", bytes: this.processed });
  }

  control(frame) {
    if (frame.type === "error") this.fail(new Error(JSON.stringify(frame)));
    if (frame.type === "terminal:end") this.ended = frame;
    this.changed();
  }

  shows(text) {
    return this.until(() => this.tail.includes(text), JSON.stringify(text));
  }

  forget() {
    this.tail = "";
  }

  until(condition, what, subscribe) {
    return new Promise((resolve, reject) => {
      const check = () => {
        if (this.failure) done(() => reject(this.failure));
        else if (condition()) done(resolve);
      };
      const timer = setTimeout(() => done(() => reject(new Error(`never came: ${what}; last seen: ${this.tail.slice(-200)}`))), PATIENCE_MS);
      const done = (settle) => {
        clearTimeout(timer);
        this.waiting.delete(check);
        settle();
      };
      this.waiting.add(check);
      subscribe?.(check);
      check();
    });
  }

  changed() {
    for (const check of [...this.waiting]) check();
  }

  fail(error) {
    if (!this.closing) this.failure ??= error;
    this.changed();
  }

  close() {
    this.closing = true;
    this.socket.close();
  }
}
