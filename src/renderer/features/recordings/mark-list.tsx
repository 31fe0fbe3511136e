import type { RecordingMark } from '../../../shared/domain/recordings/recording.ts';
import { useText } from '../../parts/use-text.ts';
import { clockText, lastingText } from './listening-text.ts';

interface MarkListProps {
  readonly marks: readonly RecordingMark[];
  readonly onGoTo: (ms: number) => void;
}

/** What happened during the call, each at its time; pressing one goes there. */
export function MarkList({ marks, onGoTo }: MarkListProps) {
  const t = useText();
  if (marks.length === 0) return <p className="listening__nomarks">{t('listening.noMarks')}</p>;
  return (
    <ol className="listening__marks num" aria-label={t('listening.marks')}>
      {marks.map((mark, index) => {
        const name = t(`listening.mark.${mark.kind}`);
        const time = clockText(mark.fromMs);
        return (
          <li key={`${mark.kind}-${mark.fromMs}`}>
            <button type="button" onClick={() => onGoTo(mark.fromMs)}>
              <i aria-hidden>{index + 1}</i>
              <b>
                {time}　{name}
              </b>
              <span>
                {t('listening.lasting', { time: lastingText(mark.toMs - mark.fromMs, t) })}
              </span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}
