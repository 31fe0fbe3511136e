/** Runs of one kind: Chinese characters, or letters and digits. */
const runs = /\p{Script=Han}+|[\p{L}\p{Nd}]+/gu;
const isHan = (run: string) => /^\p{Script=Han}/u.test(run);

function runsOf(text: string): readonly string[] {
  const read = text.normalize('NFKC').toLowerCase();
  // A word that mixes both, `DN300管`, is two runs.
  return (read.match(runs) ?? []).flatMap(
    (run) => run.match(/\p{Script=Han}+|\P{Script=Han}+/gu) ?? [],
  );
}

function pairsOf(run: string): readonly string[] {
  const characters = [...run];
  if (!isHan(run) || characters.length < 2) return [run];
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
}

/** A text as an index of words keeps it: each two neighbouring Chinese characters, and whole words of other scripts. */
export function wordPairs(text: string): string {
  return runsOf(text)
    .flatMap((run) => [...pairsOf(run), ...(isHan(run) ? [`${[...run].at(-1)}`] : [])])
    .join(' ');
}

/** What is looked for, as SQLite's full-text search reads it (each run as a phrase, all of them); `null` = it has no word. */
export function wordsSought(text: string): string | null {
  const phrases = runsOf(text).map((run) => {
    const isWhole = isHan(run) && [...run].length > 1;
    return `"${pairsOf(run).join(' ')}"${isWhole ? '' : '*'}`;
  });
  return phrases.length === 0 ? null : phrases.join(' AND ');
}
