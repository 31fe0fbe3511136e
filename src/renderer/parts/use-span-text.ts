import { type Span, spanOf } from '../ui/format.ts';
import { useText } from './use-text.ts';

/** Spans of time in words: `1 小时 52 分`. */
export function useSpanText(): (ms: number) => string {
  const t = useText();
  const word = (span: Span) => {
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
  };
  return (ms) => word(spanOf(ms));
}
