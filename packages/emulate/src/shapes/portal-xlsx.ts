import { xlsx } from '../containers/xlsx.js';
import { portalCsvLacks, portalFileNames, portalUserColumns } from '../records/portal.js';
import { byCategory, daySpan, userTables, type SignInShape } from '../shape.js';

/** The portal's CSV download saved as a workbook: the same columns, numbers as numbers. */
export const portalXlsx: SignInShape = {
  id: 'portal-xlsx',
  title: 'Entra portal download as .xlsx, users',
  tables: userTables,
  precision: 'seconds',
  lacks: portalCsvLacks,
  write: (events) =>
    [...byCategory(events)].map(([category, members]) => {
      const name = portalFileNames[category];
      return {
        path: `portal/${name}_${daySpan(members)}.xlsx`,
        body: xlsx(name, [
          portalUserColumns.map(({ header }) => header),
          ...members.toReversed().map((event) => portalUserColumns.map(({ cell }) => cell(event))),
        ]),
      };
    }),
};
