export interface Violation {
  readonly field: string;
  readonly message: string;
}

/** What deleting a session would lose, as far as the server said. */
export interface Lost {
  /** Some of them, when there are very many. */
  readonly files: readonly string[];
  readonly fileCount: number;
  readonly commits: number;
}

/** The one failure of the API: the server's problem+json, or NETWORK when there was no answer at all. */
export class HubError extends Error {
  override readonly name = "HubError";

  constructor(
    readonly code: string,
    readonly status: number,
    message: string,
    readonly violations: readonly Violation[] = [],
    readonly reference: string | undefined = undefined,
    readonly lost: Lost | undefined = undefined,
    readonly retryAfterSeconds: number | undefined = undefined,
  ) {
    super(message);
  }

  /** The same request may work later. An answer that is not the hub's own, such as a server's that is still starting, is no answer. */
  get isTransient(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500 || this.code.startsWith("HTTP_");
  }

  /** What to show a person. */
  get text(): string {
    return this.reference === undefined ? this.message : `${this.message} (reference ${this.reference})`;
  }
}

export function networkError(): HubError {
  return new HubError("NETWORK", 0, "The hub does not answer");
}

export function problemFrom(status: number, body: unknown, retryAfter: string | null): HubError {
  const problem = isObject(body) ? body : {};
  const code = typeof problem["code"] === "string" ? problem["code"] : `HTTP_${status}`;
  const reference = typeof problem["reference"] === "string" ? problem["reference"] : undefined;
  const seconds = retryAfter === null ? Number.NaN : Number(retryAfter);
  return new HubError(
    code,
    status,
    sentence(problem, status),
    violations(problem["violations"]),
    reference,
    lost(problem["lost"]),
    Number.isFinite(seconds) ? seconds : undefined,
  );
}

/** Any failure as the one kind that the screens know how to show. */
export function asHubError(failure: unknown): HubError {
  if (failure instanceof HubError) return failure;
  return new HubError("DASHBOARD", 0, failure instanceof Error ? failure.message : String(failure));
}

function sentence(problem: Record<string, unknown>, status: number): string {
  for (const key of ["detail", "title"]) {
    const value = problem[key];
    if (typeof value === "string" && value !== "") return value;
  }
  return `The hub answered with status ${status}.`;
}

function violations(value: unknown): Violation[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isObject).map((one) => ({ field: String(one["field"] ?? ""), message: String(one["message"] ?? "") }));
}

function lost(value: unknown): Lost | undefined {
  if (!isObject(value)) return undefined;
  const files = Array.isArray(value["files"]) ? value["files"].map(String) : [];
  return { files, fileCount: count(value["fileCount"]) || files.length, commits: count(value["commits"]) };
}

function count(value: unknown): number {
  return typeof value === "number" && Number.isFinite(value) ? value : 0;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
