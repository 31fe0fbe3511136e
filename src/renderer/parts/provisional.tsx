import type { Deadline } from '../../shared/domain/tickets/ticket.ts';
import { useText } from './use-text.ts';

/** `（暂定）` behind the time of a deadline that was counted over days nobody has announced yet; nothing behind others. */
export function Provisional({ deadline }: { readonly deadline: Deadline }) {
  const t = useText();
  if (!deadline.provisional) return null;
  return <span title={t('ticket.clock.provisionalWhy')}>（{t('ticket.clock.provisional')}）</span>;
}
