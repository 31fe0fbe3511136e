import type { Proposal } from '../../../shared/domain/knowledge/proposal.ts';
import { useText } from '../../parts/use-text.ts';
import { fullTime } from '../../ui/format.ts';

/** Who has said what, in order. */
export function ProposalCourse({ course }: Pick<Proposal, 'course'>) {
  const t = useText();
  return (
    <ol className="writing__course">
      {course.map(({ kind, byWorkNo, at, words }) => (
        <li key={`${at}:${kind}`}>
          <span className="num">{fullTime(at).slice(0, 16)}</span>{' '}
          {t(`writing.steps.${kind}`, { workNo: byWorkNo })}
          {words !== '' && <q>{words}</q>}
        </li>
      ))}
    </ol>
  );
}
