import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { layers } from './layer-table.ts';

/**
 * What is wrong with the folder texts of `root/src` and with the papers at the root, one line each: a layer (a folder of the layer table) without its own, another
 * folder that the nearest one above does not name, and a file that a text names and that is not there.
 */
export function readmeViolations(root: string): string[] {
  const src = join(root, 'src');
  const folders = readdirSync(src, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  const ofTests = readdirSync(join(root, 'tests')).map((name) => join('tests', name, 'README.md'));
  const papers = ['README.md', 'ARCHITECTURE.md', 'tests/README.md', ...ofTests]
    .map((file) => join(root, file))
    .filter((file) => existsSync(file));
  const own = new Set(layers.map(({ folder }) => join(src, folder)));
  const inFolders = folders.flatMap((folder) => {
    const name = relative(root, folder);
    const text = join(folder, 'README.md');
    if (existsSync(text)) return staleNames(root, text);
    if (own.has(folder)) return [`${name}: a layer without README.md`];
    const above = nearestText(src, folder);
    return above !== null && names(above.text, relative(above.folder, folder))
      ? []
      : [`${name}: has no README.md, and the one above does not name it`];
  });
  return [...inFolders, ...papers.flatMap((file) => staleNames(root, file))];
}

function nearestText(src: string, folder: string): { folder: string; text: string } | null {
  for (let at = dirname(folder); at.startsWith(src); at = dirname(at)) {
    const file = join(at, 'README.md');
    if (existsSync(file)) return { folder: at, text: readFileSync(file, 'utf8') };
  }
  return null;
}

/** `calls/` and `` `calls` `` name the folder `calls`; `<subject>/` names any, where there is one for each subject. */
function names(text: string, folder: string): boolean {
  return codeIn(text)
    .map((word) => word.replace(/\/$/, ''))
    .some((word) => word === folder || (word === '<subject>' && /^[\w-]+$/.test(folder)));
}

function staleNames(root: string, file: string): string[] {
  const folder = dirname(file);
  const text = readFileSync(file, 'utf8');
  const below = readdirSync(folder === root ? join(root, 'src') : folder, {
    recursive: true,
  }).map(String);
  const shared = ['src/renderer', 'src', 'tests/support', ''].map((place) => join(root, place));
  const places = [folder, dirname(folder), ...shared];
  const isThere = (word: string) =>
    places.some((from) => existsSync(join(from, word))) ||
    below.some((path) => path.endsWith(`/${word}`));
  return codeIn(text)
    .flatMap((code) => code.split(/\s+/))
    .flatMap(inBraces)
    .filter((word) => isPath.test(word) && !isThere(word))
    .map((word) => `${relative(root, file)}: there is no ${word}`);
}

/** A file by its ending, anything below our top folders, and what ends as a folder within a folder does. */
const isPath =
  /^(?:(?:src|tests|tools|docs)\/[\w./-]+|[\w./-]+\.(?:tsx?|css|md|sql)|\w[\w.-]*\/[\w./-]+\/)$/;

/** `{a,b}.ts` stands for two files. */
function inBraces(word: string): string[] {
  const [whole, before = '', choice = '', after = ''] = /^(.*)\{([^{}]*)\}(.*)$/.exec(word) ?? [];
  return whole === undefined
    ? [word]
    : choice.split(',').flatMap((part) => inBraces(`${before}${part}${after}`));
}

function codeIn(text: string): string[] {
  return [...text.matchAll(/`([^`\n]+)`/g)].map(([, word = '']) => word);
}
