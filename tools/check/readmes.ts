import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { layers } from './layer-table.ts';

/**
 * What is wrong with the folder texts of `root/src`, one line each: a layer (a folder of the layer table) without its own, another
 * folder that the nearest one above does not name, and a file that a text names and that is not there.
 */
export function readmeViolations(root: string): string[] {
  const src = join(root, 'src');
  const folders = readdirSync(src, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  const own = new Set(layers.map(({ folder }) => join(src, folder)));
  return folders.flatMap((folder) => {
    const name = relative(root, folder);
    if (existsSync(join(folder, 'README.md'))) return staleNames(root, folder);
    if (own.has(folder)) return [`${name}: a layer without README.md`];
    const above = nearestText(src, folder);
    return above !== null && names(above.text, relative(above.folder, folder))
      ? []
      : [`${name}: has no README.md, and the one above does not name it`];
  });
}

function nearestText(src: string, folder: string): { folder: string; text: string } | null {
  for (let at = dirname(folder); at.startsWith(src); at = dirname(at)) {
    const file = join(at, 'README.md');
    if (existsSync(file)) return { folder: at, text: readFileSync(file, 'utf8') };
  }
  return null;
}

/** `calls/` and `` `calls` `` name the folder `calls`. */
function names(text: string, folder: string): boolean {
  return codeIn(text).some((word) => word.replace(/\/$/, '') === folder);
}

function staleNames(root: string, folder: string): string[] {
  const text = readFileSync(join(folder, 'README.md'), 'utf8');
  const below = readdirSync(folder, { recursive: true }).map(String);
  const places = [folder, dirname(folder), join(root, 'src', 'renderer'), join(root, 'src'), root];
  const isThere = (word: string) =>
    places.some((from) => existsSync(join(from, word))) ||
    below.some((path) => path.endsWith(`/${word}`));
  return codeIn(text)
    .flatMap((code) => code.split(/\s+/))
    .filter((word) =>
      /^(?:(?:src|tests|tools|docs)\/[\w./-]+|[\w./-]+\.(?:tsx?|css|md|sql))$/.test(word),
    )
    .filter((word) => !isThere(word))
    .map((word) => `${relative(root, folder)}/README.md: there is no ${word}`);
}

function codeIn(text: string): string[] {
  return [...text.matchAll(/`([^`\n]+)`/g)].map(([, word = '']) => word);
}
