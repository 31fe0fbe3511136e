import type { TFunction } from 'i18next';
import type { ExchangeLine } from '../../shared/contract/city/schemas.ts';
import { officerWords } from '../parts/officer-words.zh-cn.ts';

const { kinds, reasons, systems } = officerWords.officer.ledger;

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
export function exchangeReason(
  { reason, detail }: Pick<ExchangeLine, 'reason' | 'detail'>,
  t: TFunction,
): string {
  if (reason === null) return '—';
  const words = isKey(reasons, reason) ? t(`officer.ledger.reasons.${reason}`) : reason;
  return detail ? `${words}（${detail}）` : words;
}
