import { useState } from 'react';
import type { RecordingMark } from '../../../shared/domain/recordings/recording.ts';
import { useText } from '../../parts/use-text.ts';
import { duration } from '../../ui/format.ts';
import type { FoldedMarks } from './lane-marks.ts';
import { lastingText } from './listening-text.ts';

interface MarkListProps {
  readonly marks: FoldedMarks;
  readonly onGoTo: (ms: number) => void;
}

/** What happened during the call, each at its time; pressing one goes there. Short gaps are one line that opens. */
export function MarkList({ marks: { shown, short }, onGoTo }: MarkListProps) {
  const t = useText();
  const [isOpen, setOpen] = useState(false);
  if (shown.length + short.length === 0)
    return <p className="listening__nomarks">{t('listening.noMarks')}</p>;
  const shortMs = short.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  return (
    <>
      <Marks name={t('listening.marks')} marks={shown} onGoTo={onGoTo} />
      {short.length > 0 && (
        <p className="listening__short num">
          {t('listening.shortGaps', { count: short.length, time: lastingText(shortMs, t) })}
          <button
            type="button"
            className="link"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            {t(isOpen ? 'listening.hideShort' : 'listening.showShort')}
          </button>
        </p>
      )}
      {isOpen && <Marks name={t('listening.shortMarks')} marks={short} onGoTo={onGoTo} />}
    </>
  );
}

interface MarksProps {
  readonly name: string;
  readonly marks: readonly RecordingMark[];
  readonly onGoTo: (ms: number) => void;
}

function Marks({ name, marks, onGoTo }: MarksProps) {
  const t = useText();
  if (marks.length === 0) return null;
  return (
    <ol className="listening__marks num" aria-label={name}>
      {marks.map((mark, index) => (
        <li key={`${mark.kind}-${mark.fromMs}`}>
          <button type="button" onClick={() => onGoTo(mark.fromMs)}>
            <i aria-hidden>{index + 1}</i>
            <b>
              {duration(mark.fromMs)}　{t(`listening.mark.${mark.kind}`)}
            </b>
            <span>{t('listening.lasting', { time: lastingText(mark.toMs - mark.fromMs, t) })}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}
