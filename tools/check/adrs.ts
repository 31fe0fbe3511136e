import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';

/** One decision record: `docs/adr/NNNN-words.md`, which begins with number and title, status and date. */
interface Adr {
  readonly file: string;
  readonly number: string;
  readonly title: string;
  readonly status: string;
  readonly date: string;
}

const head =
  /^# ADR (?<number>\d{4}): (?<title>.+)\n\nStatus: (?<status>(?:accepted|superseded by ADR \d{4})\b.*)\nDate: (?<date>\d{4}-\d\d-\d\d)\n\n/;
const folders = ['src', 'tests', 'tools', 'docs', 'deploy'];

/** Text of `docs/adr/README.md`: one line a record. Written by `npm run adr:index`. */
export function adrIndex(root: string): string {
  const rows = adrs(root).flatMap((adr) => (typeof adr === 'string' ? [] : [rowOf(adr)]));
  return [
    '# Decisions',
    '',
    'What was decided, what it costs and what was not chosen. One page each, begun by `# ADR NNNN: title`, `Status: accepted.` and',
    '`Date: YYYY-MM-DD`; a decision that is replaced keeps its page and says by which. This list is written by `npm run adr:index`.',
    '',
    '| ADR | Decision | Status | Date |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

/**
 * What is wrong with the records of decisions, one line each: a head without status or date, a number given twice, an
 * index that is not what `adrIndex` writes, and each `ADR NNNN` in source, tests, tools or documents that does not exist.
 */
export function adrViolations(root: string): string[] {
  const records = adrs(root);
  const numbers = readdirSync(join(root, 'docs', 'adr')).map((file) => file.slice(0, 4));
  const twice = numbers.filter((number, index) => numbers.indexOf(number) !== index);
  const index = readFileSync(join(root, 'docs', 'adr', 'README.md'), 'utf8');
  return [
    ...records.filter((record) => typeof record === 'string'),
    ...twice.map((number) => `docs/adr: two records have the number ${number}`),
    ...(index === adrIndex(root) ? [] : ['docs/adr/README.md: stale; run npm run adr:index']),
    ...textFiles(root).flatMap((path) => danglingIn(root, path, new Set(numbers))),
  ];
}

function adrs(root: string): (Adr | string)[] {
  return readdirSync(join(root, 'docs', 'adr'))
    .filter((file) => file !== 'README.md')
    .toSorted()
    .map((file) => {
      const found = head.exec(readFileSync(join(root, 'docs', 'adr', file), 'utf8'))?.groups;
      const { number = '', title = '', status = '', date = '' } = found ?? {};
      return number !== '' && file.startsWith(`${number}-`)
        ? { file, number, title, status, date }
        : `docs/adr/${file}: must begin with "# ADR NNNN: title", "Status: accepted." and "Date: YYYY-MM-DD"`;
    });
}

function rowOf({ file, number, title, status, date }: Adr): string {
  return `| [${number}](${file}) | ${title} | ${status.replace(/\.$/, '')} | ${date} |`;
}

function danglingIn(root: string, path: string, known: ReadonlySet<string>): string[] {
  const text = readFileSync(path, 'utf8');
  const named = [...text.matchAll(/\bADRs? \d{4}(?:(?:, | and |–)\d{4})*/g)];
  return named
    .flatMap(([words]) => words.match(/\d{4}/g) ?? [])
    .filter((number) => !known.has(number))
    .map((number) => `${relative(root, path)}: there is no ADR ${number}`);
}

function textFiles(root: string): string[] {
  const below = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true }),
  );
  return [...below, ...readdirSync(root, { withFileTypes: true })]
    .filter((entry) => entry.isFile() && /\.(?:tsx?|mjs|css|md|conf)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !relative(root, path).startsWith(join('tests', 'fixtures')))
    .toSorted();
}
