import type { KeyboardEvent } from 'react';

/** Attribute of the one thing in each row that opens it: what the arrows go to. */
export const rowMark = { 'data-row': '' } as const;

/** ↑ ↓ Home End go from row to row; anything else in a row keeps its own keys. For the `onKeyDown` of what holds the rows. */
export function moveByKey(event: KeyboardEvent<HTMLElement>): void {
  if (event.altKey || event.ctrlKey || event.shiftKey || event.metaKey) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')];
  const at = rows.findIndex((row) => row === event.target);
  if (at < 0) return;
  const to = placeFor(event.key, at, rows.length);
  if (to === null) return;
  event.preventDefault();
  rows[to]?.focus();
}

/** Where `key` leads from row `at` of `count`; `null` for a key that leads nowhere. */
export function placeFor(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return Math.min(at + 1, count - 1);
    case 'ArrowUp':
      return Math.max(at - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
