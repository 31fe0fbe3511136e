import { useText } from '../../context/use-text.ts';
import type { Pill } from '../../stores/call-selectors.ts';
import { duration } from '../../ui/format.ts';

export interface StatePillProps {
  readonly pill: Pill;
  readonly now: number;
  onEndWrapUp(): void;
}

/** State as word, shape, colour and running timer. After-call work ends by pressing it. */
export function StatePill({ pill, now, onEndWrapUp }: StatePillProps) {
  const t = useText();
  const content = (
    <>
      <i className="pill__shape" aria-hidden />
      <b>{t(`pill.${pill.kind}`)}</b>
      {pill.since !== null && <span className="num">{duration(now - pill.since)}</span>}
    </>
  );
  if (pill.kind !== 'wrapUp') return <div className={`pill pill--${pill.kind}`}>{content}</div>;
  return (
    <button
      type="button"
      className="pill pill--wrapUp"
      title={t('pill.endWrapUp')}
      onClick={onEndWrapUp}
    >
      {content}
    </button>
  );
}
