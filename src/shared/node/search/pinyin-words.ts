import { pinyin } from 'pinyin-pro';

const hanRun = /\p{Script=Han}+/gu;

/** Pinyin by which a title is found: `ts` and `tingshui` for 停水, from each character onwards. */
export function pinyinForIndex(text: string): string {
  return [...new Set((text.match(hanRun) ?? []).flatMap(pinyinFromEachCharacter))].join(' ');
}

function pinyinFromEachCharacter(run: string): string[] {
  const syllables = pinyin(run, { toneType: 'none', type: 'array', v: true });
  return syllables.flatMap((_, from) => {
    const rest = syllables.slice(from, from + 8);
    return [rest.map((syllable) => syllable.charAt(0)).join(''), rest.join('')];
  });
}
