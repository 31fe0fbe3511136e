import type { TFunction } from 'i18next';
import { spanOf } from '../ui/format.ts';
import { useText } from './use-text.ts';

/** Spans of time in words: `1 小时 52 分`. */
export function useSpanText(): (ms: number) => string {
  const t = useText();
  return (ms) => spanText(t, ms);
}

/** The same where a text is made outside of a component. */
export function spanText(t: TFunction, ms: number): string {
  const span = spanOf(ms);
  switch (span.unit) {
    case 'seconds':
      return t('time.seconds', { n: span.n });
    case 'minutes':
      return t('time.minutes', { n: span.n });
    case 'hours':
      return t('time.hours', { h: span.h, m: span.m });
    case 'days':
      return t('time.days', { d: span.d, h: span.h });
  }
}
