import type { TFunction } from 'i18next';
import type { DeskLine } from '../../../shared/contract/admin/schemas.ts';
import { useText } from '../../parts/use-text.ts';
import { fullTime } from '../../ui/format.ts';

const columns = ['desk', 'key', 'seen', 'workNo', 'contract'] as const;

/** Desks that have signed in at the hub, lately seen first. */
export function DesksTable({
  desks,
  hubContract,
}: {
  readonly desks: readonly DeskLine[];
  readonly hubContract: number;
}) {
  const t = useText();
  return (
    <section aria-labelledby="admin-desks">
      <h3 id="admin-desks">
        {t('admin.desks')} <small>{t('admin.desksCount', { count: desks.length })}</small>
      </h3>
      {desks.length === 0 ? (
        <p>{t('admin.noDesks')}</p>
      ) : (
        <table className="table" aria-labelledby="admin-desks">
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {t(`admin.deskColumns.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {desks.map((desk) => (
              <tr key={desk.deskId}>
                <td className="num">{desk.deskId}</td>
                <td>
                  <span className={desk.key === 'proven' ? undefined : 'admin__bad'}>
                    {t(`admin.keys.${desk.key}`)}
                  </span>
                  {desk.disabled && <b className="admin__bad"> {t('admin.disabled')}</b>}
                </td>
                <td className="num nowrap">
                  {desk.seenAt === null ? t('admin.never') : fullTime(desk.seenAt)}
                </td>
                <td className="num nowrap">{desk.workNo ?? t('admin.never')}</td>
                <td className="nowrap">{contractWords(desk.contract, hubContract, t)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function contractWords(contract: number | null, hubContract: number, t: TFunction): string {
  if (contract === null) return t('admin.never');
  const words = t('admin.contract', { number: contract });
  if (contract === hubContract) return words;
  return words + t(contract < hubContract ? 'admin.older' : 'admin.newer');
}
