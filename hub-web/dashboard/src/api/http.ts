import type { PageKey } from "./page-key.ts";
import { networkError, problemFrom } from "./problem.ts";

export interface Answer {
  readonly text: string;
  readonly etag: string | undefined;
  /** The server said that nothing changed since the given tag. */
  readonly unchanged: boolean;
}

export interface RequestOptions {
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
  readonly etag?: string | undefined;
  readonly accept?: string;
}

/** JSON over fetch. A 401 of any request but the login is also told to `onUnauthorized`. */
export class Http {
  constructor(
    private readonly key: PageKey,
    private readonly onUnauthorized: () => void,
  ) {}

  async json<T>(method: string, path: string, options: RequestOptions = {}): Promise<T> {
    const answer = await this.send(method, path, options);
    return (answer.text === "" ? undefined : JSON.parse(answer.text)) as T;
  }

  async send(method: string, path: string, options: RequestOptions = {}): Promise<Answer> {
    const response = await this.fetch(method, path, options);
    if (response.status === 304) return { text: "", etag: options.etag, unchanged: true };
    const text = await response.text().catch((cause: unknown) => Promise.reject(rethrow(cause)));
    if (!response.ok) throw this.failure(path, response, text);
    return { text, etag: response.headers.get("etag") ?? undefined, unchanged: false };
  }

  /** The body as it comes, for a stream that does not end. */
  async stream(path: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
    const response = await this.fetch("GET", path, { signal, accept: "text/event-stream" });
    if (!response.ok || response.body === null) throw this.failure(path, response, await response.text());
    return response.body;
  }

  private async fetch(method: string, path: string, options: RequestOptions): Promise<Response> {
    const headers = new Headers({ accept: options.accept ?? "application/json" });
    if (this.key.value !== undefined) headers.set("hub-page", this.key.value);
    if (options.body !== undefined) headers.set("content-type", "application/json");
    if (options.etag !== undefined) headers.set("if-none-match", options.etag);
    try {
      return await fetch(path, {
        method,
        headers,
        cache: "no-store",
        credentials: "same-origin",
        signal: options.signal ?? null,
        body: options.body === undefined ? null : JSON.stringify(options.body),
      });
    } catch (cause) {
      throw rethrow(cause);
    }
  }

  private failure(path: string, response: Response, text: string): Error {
    if (response.status === 401 && path !== "/api/auth/login") this.onUnauthorized();
    return problemFrom(response.status, parsed(text), response.headers.get("retry-after"));
  }
}

/** An aborted request stays an abort; everything else without an answer is the network. */
function rethrow(cause: unknown): Error {
  return cause instanceof DOMException && cause.name === "AbortError" ? cause : networkError();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function isAbort(failure: unknown): boolean {
  return failure instanceof DOMException && failure.name === "AbortError";
}
