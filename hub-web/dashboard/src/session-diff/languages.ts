import type { LanguageFn } from "highlight.js";

type Loader = () => Promise<{ default: LanguageFn }>;

const LOADERS: Readonly<Record<string, Loader>> = {
  bash: () => import("highlight.js/lib/languages/bash"),
  c: () => import("highlight.js/lib/languages/c"),
  cpp: () => import("highlight.js/lib/languages/cpp"),
  csharp: () => import("highlight.js/lib/languages/csharp"),
  css: () => import("highlight.js/lib/languages/css"),
  dockerfile: () => import("highlight.js/lib/languages/dockerfile"),
  go: () => import("highlight.js/lib/languages/go"),
  gradle: () => import("highlight.js/lib/languages/gradle"),
  ini: () => import("highlight.js/lib/languages/ini"),
  java: () => import("highlight.js/lib/languages/java"),
  javascript: () => import("highlight.js/lib/languages/javascript"),
  json: () => import("highlight.js/lib/languages/json"),
  kotlin: () => import("highlight.js/lib/languages/kotlin"),
  lua: () => import("highlight.js/lib/languages/lua"),
  makefile: () => import("highlight.js/lib/languages/makefile"),
  markdown: () => import("highlight.js/lib/languages/markdown"),
  php: () => import("highlight.js/lib/languages/php"),
  properties: () => import("highlight.js/lib/languages/properties"),
  python: () => import("highlight.js/lib/languages/python"),
  ruby: () => import("highlight.js/lib/languages/ruby"),
  rust: () => import("highlight.js/lib/languages/rust"),
  scala: () => import("highlight.js/lib/languages/scala"),
  scss: () => import("highlight.js/lib/languages/scss"),
  sql: () => import("highlight.js/lib/languages/sql"),
  swift: () => import("highlight.js/lib/languages/swift"),
  typescript: () => import("highlight.js/lib/languages/typescript"),
  xml: () => import("highlight.js/lib/languages/xml"),
  yaml: () => import("highlight.js/lib/languages/yaml"),
};

const ENDINGS: Readonly<Record<string, string>> = {
  sh: "bash", zsh: "bash", bash: "bash", h: "c", c: "c", cc: "cpp", cpp: "cpp", cxx: "cpp", hpp: "cpp", hh: "cpp", cs: "csharp",
  css: "css", dockerfile: "dockerfile", go: "go", gradle: "gradle", groovy: "gradle", ini: "ini", toml: "ini", cfg: "ini", conf: "ini",
  java: "java", js: "javascript", mjs: "javascript", cjs: "javascript", jsx: "javascript", json: "json", jsonc: "json", kt: "kotlin",
  kts: "kotlin", lua: "lua", mk: "makefile", makefile: "makefile", md: "markdown", markdown: "markdown", php: "php",
  properties: "properties", py: "python", pyi: "python", rb: "ruby", rs: "rust", scala: "scala", scss: "scss", sql: "sql",
  swift: "swift", ts: "typescript", tsx: "typescript", mts: "typescript", cts: "typescript", xml: "xml", html: "xml", htm: "xml",
  svg: "xml", vue: "xml", yml: "yaml", yaml: "yaml",
};

/** The language of a file by the end of its name. */
export function languageOf(path: string): string | undefined {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  return ENDINGS[name.slice(name.lastIndexOf(".") + 1)];
}

export function loaderOf(language: string): Loader | undefined {
  return LOADERS[language];
}
