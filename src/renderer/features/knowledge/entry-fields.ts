import type { EntryText } from '../../../shared/domain/knowledge/entry-text.ts';
import { fullTime } from '../../ui/format.ts';

/** `2026-11-27` in Shanghai; `''` for none. */
export function dayOf(at: number | null): string {
  return at === null ? '' : fullTime(at).slice(0, 10);
}

/** The last day of an entry that ends at `validUntil`: it is in force until that day is over. */
export function lastDayOf(validUntil: number | null): string {
  return dayOf(validUntil === null ? null : validUntil - 1);
}

/** When a day of Shanghai begins, or is over; `null` for no day. */
export function startOfDay(day: string): number | null {
  const at = Date.parse(`${day}T00:00:00+08:00`);
  return Number.isNaN(at) ? null : at;
}
export function endOfDay(day: string): number | null {
  const at = startOfDay(day);
  return at === null ? null : at + 86_400_000;
}

/** Words that stand apart by any mark that people put between words. */
export function wordsIn(text: string): string[] {
  const words = text.split(/[、,，;；\s]+/u).map((word) => word.trim().slice(0, 40));
  return [...new Set(words.filter((word) => word !== ''))].slice(0, 200);
}

export function linesIn(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trim().slice(0, 200));
  return lines.filter((line) => line !== '').slice(0, 20);
}

/** What a new entry begins with; it is looked at again in half a year. */
export function emptyText(now: number): EntryText {
  return {
    title: '',
    body: '',
    wording: {
      spoken: '',
      recorded: '',
      mayAnswerDirectly: false,
      source: '',
      reviewer: '',
      reviewOn: dayOf(now + 182 * 86_400_000),
      audience: 'public',
      toConfirm: [],
    },
    categoryCode: '',
    synonyms: [],
    validFrom: null,
    validUntil: null,
  };
}
