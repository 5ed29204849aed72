import { csvText } from '../containers/csv.js';
import { portalCsvLacks, portalFileNames, portalUserColumns } from '../records/portal.js';
import { byCategory, daySpan, userTables, type SignInShape } from '../shape.js';

/** The Entra portal's CSV download of users' sign-ins: no risk column, newest first, UTF-8 with a mark. */
export const portalCsv: SignInShape = {
  id: 'portal-csv',
  title: 'Entra portal CSV download, users',
  tables: userTables,
  precision: 'seconds',
  lacks: portalCsvLacks,
  write: (events, { lineBreak = '\n' }) =>
    [...byCategory(events)].map(([category, members]) => ({
      path: `portal/${portalFileNames[category]}_${daySpan(members)}.csv`,
      body: csvText(
        [
          portalUserColumns.map(({ header }) => header),
          ...members.toReversed().map((event) => portalUserColumns.map(({ cell }) => String(cell(event)))),
        ],
        lineBreak,
      ),
      bom: true,
    })),
};
