import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { importsOf } from './imports.ts';
import { type Layer, layers } from './layer-table.ts';

/**
 * Every import in `root/src` that the layer table forbids, as one line each: importer, what it imports and why not.
 * A folder or an npm package that the table does not know is forbidden too.
 */
export function layerViolations(root: string): string[] {
  return sourceFiles(join(root, 'src')).flatMap((path) => {
    const importer = slashed(relative(join(root, 'src'), path));
    const layer = layerOf(importer);
    if (layer === null) return [`${importer}: its folder is not in the layer table`];
    return importsOf(readFileSync(path, 'utf8'))
      .map((found) => ({ ...found, target: targetOf(importer, found.specifier) }))
      .filter(({ target, typeOnly }) => !isAllowed({ layer, importer, target, typeOnly }))
      .map(({ specifier }) => `${importer}: ${layer.folder} may not import ${specifier}`);
  });
}

/** Unit tests whose path names no source file: `tests/unit/a/b.x.test.ts` belongs to `src/a/b.ts` or `tools/…`. */
export function unmirroredTests(root: string): string[] {
  const sources = new Set(
    ['src', 'tools'].flatMap((top) =>
      sourceFiles(join(root, top)).map((path) => {
        const name = slashed(relative(top === 'src' ? join(root, 'src') : root, path));
        return name.replace(/\.[cm]?tsx?$/, '');
      }),
    ),
  );
  return sourceFiles(join(root, 'tests', 'unit'))
    .map((path) => slashed(relative(join(root, 'tests', 'unit'), path)))
    .filter((path) => /\.test\.tsx?$/.test(path) && path !== 'layers.test.ts')
    .filter((path) => !namesASource(path.replace(/\.test\.tsx?$/, ''), sources))
    .map((path) => `tests/unit/${path}: no such source file`);
}

function namesASource(stem: string, sources: ReadonlySet<string>): boolean {
  if (sources.has(stem)) return true;
  const slash = stem.lastIndexOf('/');
  const dot = stem.lastIndexOf('.');
  return dot > slash && namesASource(stem.slice(0, dot), sources);
}

function layerOf(path: string): Layer | null {
  const matching = layers.filter(({ folder }) => isIn(folder, path));
  return matching.toSorted((a, b) => b.folder.length - a.folder.length)[0] ?? null;
}

/** `folder` may have `*` for one name, and names files when it ends in `.ts`. */
function isIn(folder: string, path: string): boolean {
  const pattern = folder.replaceAll('.', String.raw`\.`).replaceAll('*', '[^/]+');
  return new RegExp(`^${pattern}${folder.endsWith('.ts') ? '$' : '/'}`).test(path);
}

interface Edge {
  readonly layer: Layer;
  readonly importer: string;
  readonly target: Target;
  readonly typeOnly: boolean;
}
type Target =
  | { readonly kind: 'source'; readonly path: string }
  | { readonly kind: 'node'; readonly name: string }
  | { readonly kind: 'package'; readonly name: string };

function isAllowed({ layer, importer, target, typeOnly }: Edge): boolean {
  switch (target.kind) {
    case 'node':
      return layer.node === true || (Array.isArray(layer.node) && layer.node.includes(target.name));
    case 'package':
      return (
        (layer.packages ?? []).includes(target.name) ||
        (typeOnly && (layer.typePackages ?? []).includes(target.name))
      );
    case 'source':
      return isSourceAllowed(layer, importer, target.path, typeOnly);
  }
}

function isSourceAllowed(layer: Layer, importer: string, path: string, typeOnly: boolean): boolean {
  const owner = layerOf(path);
  if (owner === null) return false;
  if (owner === layer) {
    const [from, to] = [child(layer, importer), child(layer, path)];
    const isOffered = layer.apart === 'areas' && path === `${layer.folder}/${to}/${to}-area.ts`;
    return !layer.apart || from === to || (typeOnly && isOffered);
  }
  const names = typeOnly ? [...layer.imports, ...(layer.types ?? [])] : layer.imports;
  return names.includes(owner.folder);
}

/** First path segment below the layer's folder: the feature of `renderer/features/tickets/list.tsx` is `tickets`. */
function child(layer: Layer, path: string): string | undefined {
  return path.slice(layer.folder.length + 1).split('/')[0];
}

function targetOf(importer: string, specifier: string): Target {
  if (specifier.startsWith('node:')) return { kind: 'node', name: specifier };
  if (specifier.startsWith('.')) {
    const path = slashed(join(importer, '..', specifier));
    return { kind: 'source', path };
  }
  const words = specifier.split('/');
  const name = specifier.startsWith('@') ? words.slice(0, 2).join('/') : (words[0] ?? specifier);
  return { kind: 'package', name };
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.[cm]?tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

function slashed(path: string): string {
  return path.split(sep).join('/');
}
