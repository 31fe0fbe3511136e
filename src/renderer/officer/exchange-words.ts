import type { TFunction } from 'i18next';
import type { ExchangeLine } from '../../shared/contract/city/schemas.ts';
import { officerWords } from '../parts/officer-words.zh-cn.ts';

const { kinds, reasons, systems, fileFaults } = officerWords.officer.ledger;

function isKey<Words extends object>(
  words: Words,
  key: string,
): key is Extract<keyof Words, string> {
  return Object.hasOwn(words, key);
}

/** With whom; a system of another release as it is called there. */
export function exchangeSystem({ system }: Pick<ExchangeLine, 'system'>, t: TFunction): string {
  return isKey(systems, system) ? t(`officer.ledger.systems.${system}`) : system;
}

/** What a message says; a kind of another release as it is. */
export function exchangeKind({ kind }: Pick<ExchangeLine, 'kind'>, t: TFunction): string {
  return isKey(kinds, kind)
    ? t(`officer.ledger.kinds.${kind}`)
    : kind || t('officer.ledger.noKind');
}

/** Why it was not carried out, with the place or code in question. */
function exchangeReason(
  { reason, detail }: Pick<ExchangeLine, 'reason' | 'detail'>,
  t: TFunction,
): string {
  if (reason === null) return '—';
  const words = isKey(reasons, reason) ? t(`officer.ledger.reasons.${reason}`) : reason;
  return detail ? `${words}（${detail}）` : words;
}

/** Files that somebody has to look after. */
export function filesRefused({ files }: Pick<ExchangeLine, 'files'>): number {
  return files.filter(({ state }) => state === 'refused').length;
}

/** Why a line needs somebody: the message itself, or of one that was carried out its files. */
export function lineReason(line: ExchangeLine, t: TFunction): string {
  const count = filesRefused(line);
  if (count === 0) return exchangeReason(line, t);
  const wrong = t(`officer.ledger.filesWrong.${line.direction}`, { count });
  return line.reason === null ? wrong : `${exchangeReason(line, t)}；${wrong}`;
}

/** Why a file did not go, or was not taken; the other side's words as they are. */
export function fileFault({ detail }: ExchangeLine['files'][number], t: TFunction): string {
  if (detail.startsWith('link ')) return t('officer.ledger.linkOnly', { link: detail.slice(5) });
  return isKey(fileFaults, detail) ? t(`officer.ledger.fileFaults.${detail}`) : detail;
}
