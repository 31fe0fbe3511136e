import type { JudgedRun } from '../../../shared/domain/knowledge/judged-runs.ts';
import { useText } from '../../parts/use-text.ts';

const width = 240;
const height = 44;
const edge = 4;

/** How well the search answered in the last nights, as a small picture with its first and last night in words, and what fell in the last one. */
export function NightCourse({ runs }: { readonly runs: readonly JudgedRun[] }) {
  const t = useText();
  const [first] = runs;
  const last = runs.at(-1);
  if (!first || !last) return <p className="writing__hint nights">{t('nights.none')}</p>;
  return (
    <section className="nights" aria-label={t('nights.title')}>
      <h3>{t('nights.title')}</h3>
      <Picture runs={runs} />
      <p className="writing__hint num">
        {t('nights.now', {
          day: last.day,
          recall1: percent(last.figures.recall1),
          recall5: percent(last.figures.recall5),
          mrr: last.figures.mrr.toFixed(2),
        })}
        {runs.length > 1 &&
          t('nights.before', { day: first.day, recall5: percent(first.figures.recall5) })}
      </p>
      {last.fell.length > 0 && (
        <p role="status" className="entryform__lacks nights__fell">
          {t('nights.fell', {
            day: last.day,
            count: last.fell.length,
            questions: last.fell.slice(0, 5).join('、'),
          })}
        </p>
      )}
    </section>
  );
}

/** Two lines: among the first five (whole) and first (dashed). What it shows stands in words below. */
function Picture({ runs }: { readonly runs: readonly JudgedRun[] }) {
  const t = useText();
  const x = (at: number) => edge + (at * (width - 2 * edge)) / Math.max(1, runs.length - 1);
  const y = (share: number) => height - edge - share * (height - 2 * edge);
  const line = (of: (run: JudgedRun) => number) =>
    runs.map((run, at) => `${x(at).toFixed(1)},${y(of(run)).toFixed(1)}`).join(' ');
  const fallen = runs.flatMap((run, at) => (run.fell.length > 0 ? [{ run, at }] : []));
  return (
    <svg
      className="nights__picture"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={t('nights.picture', { count: runs.length })}
    >
      <line className="nights__base" x1={edge} x2={width - edge} y1={y(1)} y2={y(1)} />
      <line className="nights__base" x1={edge} x2={width - edge} y1={y(0)} y2={y(0)} />
      <polyline className="nights__first" points={line(({ figures }) => figures.recall1)} />
      <polyline className="nights__five" points={line(({ figures }) => figures.recall5)} />
      {fallen.map(({ run, at }) => (
        <circle
          key={run.day}
          className="nights__fall"
          cx={x(at)}
          cy={y(run.figures.recall5)}
          r={3}
        />
      ))}
    </svg>
  );
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}
