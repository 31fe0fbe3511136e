export interface FoundImport {
  readonly specifier: string;
  /** The import vanishes when types are stripped. */
  readonly typeOnly: boolean;
}

const statement = /^\s*(?:import|export)\s+(type\s)?([^;'"`]*?)\bfrom\s*['"]([^'"]+)['"]/gm;
const bare = /^\s*import\s*['"]([^'"]+)['"]/gm;
const dynamic = /\bimport\(\s*['"]([^'"]+)['"]/g;
const workerUrl = /\bnew URL\(\s*['"](\.[^'"]+\.ts)['"]\s*,\s*import\.meta\.url/g;

/** Everything that a TypeScript source text imports: statements, re-exports, `import()` and worker URLs. */
export function importsOf(text: string): FoundImport[] {
  const statements = [...text.matchAll(statement)].map(([, type, names, specifier]) => ({
    specifier: specifier ?? '',
    typeOnly: type !== undefined || allTypes(names ?? ''),
  }));
  const others = [bare, dynamic, workerUrl].flatMap((pattern) =>
    [...text.matchAll(pattern)].map(([, specifier]) => ({
      specifier: specifier ?? '',
      typeOnly: false,
    })),
  );
  return [...statements, ...others];
}

/** `{ type A, type B }`: only types inside the braces. */
function allTypes(names: string): boolean {
  const inside = /^\{([^}]*)\}\s*$/.exec(names.trim())?.[1];
  if (inside === undefined) return false;
  const parts = inside
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return parts.length > 0 && parts.every((part) => part.startsWith('type '));
}
