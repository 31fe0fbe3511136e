import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Names in code that `docs/glossary.md` gives and `src` does not know, one line each. */
export function glossaryViolations(root: string): string[] {
  const file = join(root, 'docs', 'glossary.md');
  const code = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
  const known = new Set(code.flatMap((text) => text.match(/\w+/g) ?? []));
  const rows = readFileSync(file, 'utf8').matchAll(/^\|[^|]*\|[^|]*\| (?:`(\w+)`|—) \|/gm);
  return [...rows]
    .map(([, name = '']) => name)
    .filter((name) => name !== '' && !known.has(name))
    .map((name) => `docs/glossary.md: ${name} is nowhere in src`);
}
