import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { importsOf } from './imports.ts';

/**
 * Files of `root/src` that import each other in a circle, one line a circle: no file of it can be understood, moved or tested
 * without the others. Imports of types count, unlike for the linter.
 */
export function importCircles(root: string): string[] {
  return circlesIn(importGraph(join(root, 'src')))
    .map((members) => members.toSorted().join(' ↔ '))
    .toSorted();
}

type Graph = ReadonlyMap<string, readonly string[]>;

function importGraph(src: string): Graph {
  const slashed = (path: string) => path.split(sep).join('/');
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .map(slashed)
    .filter((path) => /\.tsx?$/.test(path));
  const edges = files.map((path) => {
    const targets = importsOf(readFileSync(join(src, path), 'utf8'))
      .filter(({ specifier }) => specifier.startsWith('.'))
      .map(({ specifier }) => slashed(relative('.', join(path, '..', specifier))));
    return [path, targets] as const;
  });
  return new Map(edges);
}

/** Strongly connected parts of more than one file (Tarjan, 1972), and files that import themselves. */
function circlesIn(graph: Graph): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const circles: string[][] = [];
  const lowest = (file: string, other = Infinity) =>
    low.set(file, Math.min(low.get(file) ?? Infinity, other));
  const visit = (file: string): void => {
    const own = index.size;
    index.set(file, own);
    lowest(file, own);
    stack.push(file);
    for (const target of graph.get(file) ?? []) {
      if (!index.has(target)) {
        visit(target);
        lowest(file, low.get(target));
      } else if (stack.includes(target)) lowest(file, index.get(target));
    }
    if (low.get(file) !== own) return;
    const members = stack.splice(stack.indexOf(file));
    if (members.length > 1 || graph.get(file)?.includes(file)) circles.push(members);
  };
  for (const file of graph.keys()) if (!index.has(file)) visit(file);
  return circles;
}
