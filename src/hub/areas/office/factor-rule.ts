import { type FactorRule, factorRuleKind } from '../../../shared/domain/office/office-rule.ts';
import { factorRuleSchema } from '../../../shared/contract/office/schemas.ts';
import { readBody } from '../../../shared/kept/body.ts';
import type { HubRepositories } from '../../storage/hub-store.ts';

/** Who must show a second factor at a desk. What cannot be read asks nobody for more than before: a desk must not lose its lead. */
export async function factorRule({ office }: Pick<HubRepositories, 'office'>): Promise<FactorRule> {
  const [rule] = await office.newest([factorRuleKind]);
  const read = rule ? readBody(factorRuleSchema, rule.body) : null;
  return read?.ok ? read.value : { desk: [] };
}
